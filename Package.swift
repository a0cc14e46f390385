// swift-tools-version: 6.3

import PackageDescription

// Data flows one way: bytes -> events -> sessions -> retained logs -> measures -> findings ->
// report. Each arrow is one target, and a target can import only what is listed beside it here.
let package = Package(
  name: "natlens",
  platforms: [.macOS("26.0")],
  products: [.executable(name: "natlens", targets: ["natlens"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // SHA-256 of inputs and outputs, HMAC pseudonyms, HKDF and AES for QUIC Initials.
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
  ],
  targets: [
    .target(name: "NATModel", swiftSettings: [.enableExperimentalFeature("Lifetimes")]),
    .target(
      name: "LogFormats",
      dependencies: ["NATModel", "CZlib", "CZstd", "CLzma", "CBzip2", "CByteMasks"],
      swiftSettings: [.enableExperimentalFeature("Lifetimes")]),
    .target(
      name: "PacketCapture",
      dependencies: [
        "NATModel", "LogFormats", "CLibpcap", "CPSL",
        .product(name: "Crypto", package: "swift-crypto"),
        // The bare AES block, with which QUIC protects its headers (RFC 9001 section 5.4.3).
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    .target(name: "Correlation", dependencies: ["NATModel"]),
    .target(name: "Retention", dependencies: ["NATModel", "Correlation"]),
    .target(name: "Exposure", dependencies: ["NATModel", "Correlation", "Retention"]),
    .target(name: "Simulation", dependencies: ["NATModel", "Correlation"]),
    .target(
      name: "Evidence",
      dependencies: [
        "NATModel", "Retention", "Exposure", .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [.embedInCode("Resources/report.css")]),
    .executableTarget(
      name: "natlens",
      dependencies: [
        "NATModel", "LogFormats", "PacketCapture", "Correlation", "Retention", "Exposure",
        "Simulation", "Evidence",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "AttributionBench",
      dependencies: ["NATModel", "LogFormats", "Correlation", "Simulation"],
      path: "bench/attribution/Sources"),
    .executableTarget(
      name: "MeasuresBench",
      dependencies: ["NATModel", "Correlation", "Retention", "Exposure", "Simulation"],
      path: "bench/measures/Sources"),
    .systemLibrary(
      name: "CLibpcap", pkgConfig: "libpcap",
      providers: [.apt(["libpcap-dev"]), .brew(["libpcap"])]),
    // Bits for bytes: the one instruction that Swift cannot name. A header, nothing to link.
    .systemLibrary(name: "CByteMasks"),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(
      name: "CLzma", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"]), .brew(["xz"])]),
    .systemLibrary(
      name: "CBzip2", providers: [.apt(["libbz2-dev"]), .brew(["bzip2"])]),
    // The public suffix list: which part of a host name is the site.
    .systemLibrary(
      name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"]), .brew(["libpsl"])]),
    .testTarget(name: "NATModelTests", dependencies: ["NATModel"]),
    .testTarget(
      name: "LogFormatsTests", dependencies: ["NATModel", "LogFormats", "CByteMasks"]),
    .testTarget(
      name: "PacketCaptureTests",
      dependencies: [
        "NATModel", "LogFormats", "PacketCapture",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    .testTarget(name: "CorrelationTests", dependencies: ["NATModel", "Correlation"]),
    .testTarget(name: "RetentionTests", dependencies: ["NATModel", "Correlation", "Retention"]),
    .testTarget(
      name: "ExposureTests", dependencies: ["NATModel", "Correlation", "Retention", "Exposure"]),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "NATModel", "LogFormats", "Correlation", "Retention", "Exposure", "Simulation",
      ]),
    .testTarget(
      name: "EvidenceTests",
      dependencies: ["NATModel", "Correlation", "Retention", "Exposure", "Evidence"]),
    .testTarget(name: "natlensTests", dependencies: ["natlens"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .strictMemorySafety(),
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .enableUpcomingFeature("InferIsolatedConformances"),
      .enableUpcomingFeature("ImmutableWeakCaptures"),
      .treatAllWarnings(as: .error),
      .treatWarning("DeprecatedDeclaration", as: .warning),
    ]
}
