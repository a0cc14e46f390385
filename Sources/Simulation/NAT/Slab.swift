#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Numbered places of one trivial type, in one piece of memory that has a single owner.
///
/// What an array offers, without the question whether its storage is shared before every change: a
/// session is changed a dozen times, always through the one engine that owns it. Places are checked
/// against the count. Owns its memory and frees it; cannot be copied.
@safe struct Slab<Element: BitwiseCopyable & Sendable>: ~Copyable, @unchecked Sendable {
  private var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  /// Number of places.
  private(set) var count: Int

  /// A slab without places, with room for some.
  init(capacity: Int = 16) {
    self.capacity = max(1, capacity)
    unsafe base = Slab.allocate(self.capacity)
    count = 0
  }

  /// A slab of equal places.
  init(repeating value: Element, count: Int) {
    self.init(capacity: count)
    unsafe base.initialize(repeating: value, count: count)
    self.count = count
  }

  deinit { unsafe base.deallocate() }

  /// Memory for some places, in large pages where it is large.
  ///
  /// Places are used in no order, and the processor knows where only so many pages are.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Element> {
    let (size, page) = (capacity * MemoryLayout<Element>.stride, 1 << 21)
    guard size >= 2 * page else {
      return UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: page)
    #if os(Linux)
      _ = unsafe madvise(memory, size, MADV_HUGEPAGE)
    #endif
    return unsafe memory.bindMemory(to: Element.self, capacity: capacity)
  }

  /// The numbers of all places, in order.
  var indices: Range<Int> { 0..<count }

  /// One place.
  /// - Precondition: it is one of ``indices``.
  subscript(place: Int) -> Element {
    @inline(__always) unsafeAddress {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: count), "no such place")
      return unsafe UnsafePointer(base + place)
    }
    @inline(__always) unsafeMutableAddress {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: count), "no such place")
      return unsafe base + place
    }
  }

  /// Adds a place at the end.
  /// - Complexity: amortised O(1).
  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { reserve(capacity * 2) }
    unsafe (base + count).initialize(to: element)
    count += 1
  }

  /// Adds equal places at the end.
  mutating func append(repeating element: Element, count added: Int) {
    if count + added > capacity { reserve(max(capacity * 2, count + added)) }
    unsafe (base + count).initialize(repeating: element, count: added)
    count += added
  }

  /// Makes room for a number of places in all.
  mutating func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let larger = unsafe Slab.allocate(wanted)
    unsafe larger.initialize(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = larger
    capacity = wanted
  }
}
