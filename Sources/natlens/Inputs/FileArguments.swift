#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

import struct Foundation.ObjCBool
import class Foundation.FileManager

/// Turns what the user named into a list of files.
enum FileArguments {
  /// The files meant by the arguments, in order: globs and directories are expanded, sorted by name.
  ///
  /// `-` stays as it is. A directory gives its regular files, one level deep, without hidden files
  /// and without documentation (`*.md`).
  /// - Throws: ``CommandFailure`` for an argument that names nothing.
  static func expand(_ arguments: [String]) throws -> [String] {
    var files: [String] = []
    for argument in arguments {
      if argument == "-" {
        files.append(argument)
        continue
      }
      var isDirectory: ObjCBool = false
      if unsafe FileManager.default.fileExists(atPath: argument, isDirectory: &isDirectory) {
        files += isDirectory.boolValue ? try contents(of: argument) : [argument]
        continue
      }
      let matches = glob(argument)
      guard !matches.isEmpty else {
        throw CommandFailure(
          .noInput, seen: "\(argument): no such file",
          remedy: "Give a file, a directory, a quoted glob, or - for standard input.")
      }
      files += matches
    }
    return files
  }

  private static func contents(of directory: String) throws -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: directory)
    } catch {
      throw CommandFailure(
        FileManager.default.isReadableFile(atPath: directory) ? .ioError : .noPermission,
        seen: "\(directory): this directory cannot be read")
    }
    let base = directory.hasSuffix("/") ? String(directory.dropLast()) : directory
    let files = names.sorted().filter { !$0.hasPrefix(".") && !$0.hasSuffix(".md") }
      .map { base + "/" + $0 }
      .filter { path in
        var isDirectory: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(
          atPath: path, isDirectory: &isDirectory)
        return exists && !isDirectory.boolValue
      }
    guard !files.isEmpty else {
      throw CommandFailure(
        .noInput, seen: "\(directory): no files in this directory",
        remedy: "Directories are read one level deep; name the one that holds the logs.")
    }
    return files
  }

  private static func glob(_ pattern: String) -> [String] {
    guard pattern.contains(where: { "*?[".contains($0) }) else { return [] }
    var result = unsafe glob_t()
    defer { unsafe globfree(&result) }
    guard unsafe systemGlob(pattern, &result) == 0 else { return [] }
    var paths: [String] = []
    let count = unsafe Int(result.gl_pathc)
    for index in 0..<count {
      if let path = unsafe result.gl_pathv[index] { paths.append(unsafe String(cString: path)) }
    }
    return paths
  }

  private static func systemGlob(_ pattern: String, _ result: inout glob_t) -> Int32 {
    #if canImport(Glibc)
      unsafe Glibc.glob(pattern, 0, nil, &result)
    #elseif canImport(Musl)
      unsafe Musl.glob(pattern, 0, nil, &result)
    #else
      unsafe Darwin.glob(pattern, 0, nil, &result)
    #endif
  }
}
