import Correlation
import NATModel

/// Port blocks seen through a regime: who had which ports of a shared address, and when.
struct BlockRecords: RetainedRecords {
  private let blocks: [PortBlock]
  private let index: BlockIndex
  /// Records shown, which may be fewer than the blocks that answers are made from.
  private let shown: [RetainedRecord]

  /// Records of blocks, with the time of each where it is held for a time only.
  ///
  /// - Parameters:
  ///   - blocks: in order of start.
  ///   - completeness: for which times blocks are known.
  ///   - hidesTime: true for a block whose time the regime does not keep.
  init(
    _ blocks: [PortBlock], completeness: Completeness,
    hidingTimeOf hidesTime: (PortBlock) -> Bool = { _ in false }
  ) {
    self.blocks = blocks
    index = BlockIndex(blocks, completeness: completeness)
    var seen: Set<RetainedRecord> = []
    var shown: [RetainedRecord] = []
    shown.reserveCapacity(blocks.count)
    for block in blocks {
      let isTimeless = hidesTime(block)
      let record = RetainedRecord(
        subscriber: block.subscriber, span: isTimeless ? nil : block.span, inside: block.inside,
        outside: block.outside, ports: block.ports,
        proto: block.proto == .unknown ? nil : block.proto)
      // Without its time a record says the same as another of the same holder.
      if !isTimeless || seen.insert(record).inserted { shown.append(record) }
    }
    self.shown = shown
  }

  let kind = RecordKind.block

  var count: Int { shown.count }

  subscript(position: Int) -> RetainedRecord { shown[position] }

  func answer(_ request: Request) -> Answer { index.answer(request) }
}
