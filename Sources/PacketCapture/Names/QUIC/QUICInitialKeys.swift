import Crypto
import CryptoExtras
import Foundation

/// The keys that protect the Initial packets of one side (RFC 9001 section 5).
///
/// They come from the connection id to which the client sent its first Initial, so that everybody
/// who saw that can open them: they guard against accidents, not against readers.
struct QUICInitialKeys {
  /// Whose packets.
  enum Side: String {
    case client = "client in"
    case server = "server in"
  }

  /// How the version protects its packets.
  let version: QUICVersion
  /// The connection id that the keys come from.
  let connectionID: [UInt8]
  /// Key of the payload.
  let key: SymmetricKey
  /// What packet numbers are added to, to give nonces; 12 octets.
  let vector: [UInt8]
  /// Key of the header.
  let headerKey: SymmetricKey

  private static let tagLength = 16
  private static let sampleLength = 16

  /// The keys for a connection id; fourteen rounds of SHA-256.
  init(_ version: QUICVersion, connectionID: [UInt8], side: Side = .client) {
    self.version = version
    self.connectionID = connectionID
    // HKDF-Extract and HKDF-Expand (RFC 5869) for keys no longer than one hash.
    let initial = KeyedHash(key: version.saltedHash(connectionID))
    let secret = KeyedHash(key: initial(QUICInitialKeys.label(side.rawValue, count: 32)))
    let prefix = version.labelPrefix
    key = SymmetricKey(
      data: secret(QUICInitialKeys.label(prefix + "key", count: 16), count: 16))
    vector = secret(QUICInitialKeys.label(prefix + "iv", count: 12), count: 12)
    headerKey = SymmetricKey(
      data: secret(QUICInitialKeys.label(prefix + "hp", count: 16), count: 16))
  }

  /// What HKDF-Expand-Label with an empty context expands (RFC 8446 section 7.1), and the number of
  /// the block.
  private static func label(_ label: String, count: Int) -> [UInt8] {
    let text = Array("tls13 \(label)".utf8)
    return [UInt8(count >> 8), UInt8(count & 0xff), UInt8(text.count)] + text + [0, 1]
  }

  /// Opens a packet that has arrived whole: its payload and its number, or `nil` if the keys do not
  /// fit.
  ///
  /// `largest` is the largest packet number seen so far, -1 before the first.
  func open(
    _ bytes: Span<UInt8>, _ header: QUICLongHeader, largest: Int
  ) -> (payload: [UInt8], number: Int)? {
    let protected = header.protected
    guard protected.count >= 4 + QUICInitialKeys.sampleLength,
      protected.upperBound <= bytes.count
    else { return nil }
    // RFC 9001 section 5.4.2: the sample starts where the payload starts if the number has 4 octets.
    var mask = [UInt8](
      bytes, protected.lowerBound + 4..<protected.lowerBound + 4 + QUICInitialKeys.sampleLength)
    do { try AES.permute(&mask, key: headerKey) } catch { return nil }
    let numberLength = Int((bytes[header.start] ^ mask[0]) & 3) + 1
    let bodyStart = protected.lowerBound + numberLength
    let bodyEnd = protected.upperBound - QUICInitialKeys.tagLength
    guard bodyStart <= bodyEnd else { return nil }
    var associated = [UInt8](bytes, header.start..<bodyStart)
    associated[0] ^= mask[0] & 0x0f
    var truncated = 0
    for index in 0..<numberLength {
      let place = associated.count - numberLength + index
      associated[place] ^= mask[1 + index]
      truncated = truncated << 8 | Int(associated[place])
    }
    let number = QUICInitialKeys.number(truncated, octets: numberLength, largest: largest)
    var nonce = vector
    for index in 0..<8 { nonce[11 - index] ^= UInt8(number >> (8 * index) & 0xff) }
    do {
      let box = try AES.GCM.SealedBox(
        nonce: AES.GCM.Nonce(data: nonce), ciphertext: [UInt8](bytes, bodyStart..<bodyEnd),
        tag: [UInt8](bytes, bodyEnd..<protected.upperBound))
      let payload = try AES.GCM.open(box, using: key, authenticating: associated)
      return ([UInt8](payload), number)
    } catch {
      return nil
    }
  }

  /// The full packet number that a truncated one stands for (RFC 9000 appendix A.3).
  static func number(_ truncated: Int, octets: Int, largest: Int) -> Int {
    let window = 1 << (8 * octets)
    let expected = largest + 1
    let candidate = expected & ~(window - 1) | truncated
    if candidate <= expected - window / 2, candidate < 1 << 62 - window {
      return candidate + window
    }
    if candidate > expected + window / 2, candidate >= window { return candidate - window }
    return candidate
  }
}
