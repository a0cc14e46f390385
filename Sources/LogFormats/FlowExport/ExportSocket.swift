#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

package import NATModel

/// The one owner of a UDP socket that export messages arrive at.
///
/// It only receives; nothing is ever sent. Closed in `deinit`.
package struct ExportSocket: ~Copyable {
  /// Why a socket could not be opened or read: the system's error number.
  package struct Failure: Error, Equatable, CustomStringConvertible {
    /// What was tried.
    package var action: String
    /// `errno`.
    package var code: Int32

    /// What failed, with the number.
    package var description: String { "\(action) failed (system error \(code))" }
  }

  /// Where a datagram came from and how long it is.
  package struct Datagram: Sendable {
    /// Octets received.
    package var count: Int
    /// The sender.
    package var source: IPAddress
    /// Its port.
    package var port: UInt16
  }

  /// The longest datagram.
  package static let longest = 65535

  /// Address and port it is bound to; the port is the system's choice if 0 was asked for.
  package let address: IPAddress
  package let port: UInt16
  private let descriptor: Int32

  private init(descriptor: Int32, address: IPAddress, port: UInt16) {
    self.descriptor = descriptor
    self.address = address
    self.port = port
  }

  deinit { _ = close(descriptor) }

  /// Opens a socket on an address of this machine.
  ///
  /// Asks for a receive buffer of 16 MiB, because exporters send in bursts; the system may give less.
  package static func open(_ address: IPAddress, port: UInt16) throws(Failure) -> ExportSocket {
    let family = address.isIPv4 ? AF_INET : AF_INET6
    let descriptor = socket(family, datagramType, 0)
    guard descriptor >= 0 else { throw Failure(action: "opening a socket", code: errno) }
    var size: Int32 = 16 << 20
    _ = unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    var name = SocketName(address, port)
    let bound = unsafe name.withPointer { pointer, length in
      unsafe bind(descriptor, pointer, length)
    }
    guard bound == 0 else {
      let code = errno
      _ = close(descriptor)
      throw Failure(action: "binding to port \(port)", code: code)
    }
    var given = SocketName()
    unsafe given.withMutablePointer { pointer, length in
      _ = unsafe getsockname(descriptor, pointer, &length)
    }
    return ExportSocket(descriptor: descriptor, address: address, port: given.port)
  }

  /// Waits for the next datagram; `nil` if none came within so many milliseconds or a signal did.
  ///
  /// - Precondition: the buffer holds ``longest`` octets.
  package func receive(into buffer: inout [UInt8], timeout: Int32) throws(Failure) -> Datagram? {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let ready = unsafe poll(&waiting, 1, timeout)
    guard ready > 0 else {
      if ready < 0, errno != EINTR { throw Failure(action: "waiting for messages", code: errno) }
      return nil
    }
    precondition(buffer.count >= ExportSocket.longest)
    var sender = SocketName()
    let descriptor = descriptor
    let count = unsafe sender.withMutablePointer { pointer, length in
      unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe recvfrom(descriptor, bytes.baseAddress, bytes.count, 0, pointer, &length)
      }
    }
    guard count >= 0 else {
      if errno == EINTR || errno == EAGAIN { return nil }
      throw Failure(action: "receiving a message", code: errno)
    }
    return Datagram(count: count, source: sender.address, port: sender.port)
  }

  private static var datagramType: Int32 {
    #if canImport(Glibc)
      Int32(SOCK_DGRAM.rawValue)
    #else
      SOCK_DGRAM
    #endif
  }
}

/// An address and port in the system's form, of either family.
private struct SocketName {
  private var storage = sockaddr_storage()
  private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

  /// No name yet.
  init() {}

  /// The name of an address and port.
  init(_ address: IPAddress, _ port: UInt16) {
    if address.isIPv4 {
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = port.bigEndian
      name.sin_addr.s_addr = address.ipv4.bigEndian
      store(name)
    } else {
      var name = sockaddr_in6()
      name.sin6_family = sa_family_t(AF_INET6)
      name.sin6_port = port.bigEndian
      unsafe withUnsafeMutableBytes(of: &name.sin6_addr) { bytes in
        unsafe bytes.storeBytes(of: address.high.bigEndian, as: UInt64.self)
        unsafe bytes.storeBytes(of: address.low.bigEndian, toByteOffset: 8, as: UInt64.self)
      }
      store(name)
    }
  }

  private mutating func store<Name>(_ name: Name) {
    length = socklen_t(MemoryLayout<Name>.size)
    unsafe withUnsafeMutableBytes(of: &storage) { bytes in
      unsafe withUnsafeBytes(of: name) { unsafe bytes.copyMemory(from: $0) }
    }
  }

  /// The port.
  var port: UInt16 {
    // Both families have the port at the same place.
    unsafe withUnsafeBytes(of: storage) {
      unsafe UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self))
    }
  }

  /// The address; an IPv4 address of a socket of IPv6 is mapped, as it is here.
  var address: IPAddress {
    unsafe withUnsafeBytes(of: storage) { bytes in
      if Int32(storage.ss_family) == AF_INET {
        return unsafe IPAddress(
          ipv4: UInt32(bigEndian: bytes.load(fromByteOffset: 4, as: UInt32.self)))
      }
      return unsafe IPAddress(
        high: UInt64(bigEndian: bytes.load(fromByteOffset: 8, as: UInt64.self)),
        low: UInt64(bigEndian: bytes.load(fromByteOffset: 16, as: UInt64.self)))
    }
  }

  mutating func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result)
    -> Result
  {
    let length = length
    return unsafe withUnsafePointer(to: &storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
    }
  }

  @discardableResult
  mutating func withMutablePointer<Result>(
    _ body: (UnsafeMutablePointer<sockaddr>, inout socklen_t) -> Result
  ) -> Result {
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, &length)
      }
    }
  }
}
