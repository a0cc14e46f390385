import Testing

@testable import Correlation

@Suite struct ColumnTests {
  @Test func `a column without variation stores nothing`() {
    var column = Column<UInt32>(0)
    for _ in 0..<5 { column.append(7) }
    #expect(column.uniform == 7)
    #expect(column.count == 5)
    column[2] = 7
    #expect(column.uniform == 7)
    column[2] = 8
    #expect(column.uniform == nil)
    #expect((0..<5).map { column[$0] } == [7, 7, 8, 7, 7])
  }

  @Test func `rows are kept once they differ, and can be put in another order`() {
    var column = Column<UInt16>(0)
    for value in [3, 3, 1, 2] as [UInt16] { column.append(value) }
    column.permute([3, 2, 1, 0])
    #expect((0..<4).map { column[$0] } == [2, 1, 3, 3])
  }
}
