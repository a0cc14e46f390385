import NATModel

/// The blocks of ports of every outside address: who holds each, and how many of its ports are
/// taken.
///
/// A block is for all protocols; each has its own port space inside it. It goes back when the last
/// hold-down of its ports is over, so a later holder never meets a port within the hold-down.
struct PortBlocks: Sendable {
  private struct Block: BitwiseCopyable, Sendable {
    var start: Int64 = 0
    /// Holder, or `NATEngine.nothing`.
    var owner = NATEngine.nothing
    /// The holder's next block.
    var next = NATEngine.nothing
    /// Ports taken or held down.
    var used: UInt32 = 0
  }

  /// Blocks of one outside address.
  let perAddress: Int
  private let first: Int
  private let size: Int
  private var blocks: [Block]

  /// The blocks that settings ask for: all ports, or what RFC 7422's ranges leave over.
  init(_ settings: NATSettings) {
    size = max(1, settings.blockSize)
    let end = Int(settings.ports.upperBound) + 1
    switch settings.behavior {
    case .portBlock:
      first = Int(settings.ports.lowerBound)
      perAddress = (end - first) / size
    case .deterministic:
      first = Int(settings.ports.lowerBound) + settings.sharing * settings.deterministicPorts
      perAddress = settings.overflowFactor > 0 ? (end - first) / size : 0
    case .dynamic, .overloaded:
      first = end
      perAddress = 0
    }
    blocks = [Block](repeating: Block(), count: perAddress * settings.outside.count)
  }

  /// The ports of a block.
  func range(of block: UInt32) -> ClosedRange<UInt16> {
    let start = first + Int(block) % perAddress * size
    return UInt16(start)...UInt16(start + size - 1)
  }

  /// The block that a port of an address lies in.
  func block(of port: UInt16, at outside: UInt32) -> UInt32? {
    guard perAddress > 0, Int(port) >= first else { return nil }
    let index = (Int(port) - first) / size
    return index < perAddress ? UInt32(Int(outside) * perAddress + index) : nil
  }

  /// The first free block of an address at or after a position, going round.
  func firstFree(at outside: UInt32, from position: Int) -> UInt32? {
    let base = Int(outside) * perAddress
    for step in 0..<perAddress {
      let index = base + (position + step) % perAddress
      if blocks[index].owner == NATEngine.nothing { return UInt32(index) }
    }
    return nil
  }

  /// Gives a free block to a client, in front of the client's other blocks.
  mutating func allocate(_ block: UInt32, to client: UInt32, at time: Int64, before: UInt32) {
    blocks[Int(block)] = Block(start: time, owner: client, next: before, used: 0)
  }

  /// Reads what stands of a block, and gives some of it back.
  func touch(_ block: UInt32) -> UInt32 { blocks[Int(block)].used }

  /// Changes the number of ports in use and returns it.
  @discardableResult
  mutating func use(_ block: UInt32, _ change: Int32) -> UInt32 {
    blocks[Int(block)].used &+= UInt32(bitPattern: change)
    return blocks[Int(block)].used
  }

  /// Takes a block out of its holder's chain and returns the chain's first block.
  mutating func release(_ block: UInt32, from head: UInt32) -> UInt32 {
    let rest = blocks[Int(block)].next
    blocks[Int(block)] = Block()
    if head == block { return rest }
    var position = head
    while position != NATEngine.nothing, blocks[Int(position)].next != block {
      position = blocks[Int(position)].next
    }
    if position != NATEngine.nothing { blocks[Int(position)].next = rest }
    return head
  }

  /// The holder's next block.
  func next(after block: UInt32) -> UInt32 { blocks[Int(block)].next }

  /// The holder's position among the clients.
  func owner(of block: UInt32) -> UInt32 { blocks[Int(block)].owner }

  /// When the block was given to its holder.
  func start(of block: UInt32) -> Int64 { blocks[Int(block)].start }
}
