// SPDX-License-Identifier: Apache-2.0

/// Writes itself as a parameter in PostgreSQL's binary format.
///
/// A `RawRepresentable` type over an encodable raw value (`enum State: String, PQEncodable`) needs no code of its own.
public protocol PQEncodable: Sendable {
    /// The type told to the server when the statement is prepared, so that it guesses nothing.
    static var wireType: WireType { get }
    func encode(into writer: inout ValueWriter)
}

extension PQEncodable where Self: RawRepresentable, RawValue: PQEncodable {
    public static var wireType: WireType { RawValue.wireType }
    public func encode(into writer: inout ValueWriter) { rawValue.encode(into: &writer) }
}

/// Gathers the bytes of parameters, and the first fault in them.
public struct ValueWriter: Sendable {
    /// Begins with one byte that belongs to nobody, so that an empty value has an address too: libpq takes no address
    /// for NULL.
    var bytes: [UInt8] = [0]
    var isNull = false
    var fault: SQLState?

    init() {}

    /// Writes an integer, most significant byte first.
    public mutating func write<I: FixedWidthInteger>(_ value: I) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes text as UTF-8; text with a NUL, which PostgreSQL cannot hold, becomes `SQLState.invalidText`.
    public mutating func write(text: String) {
        var text = text
        text.withUTF8 { utf8 in
            if utf8.contains(0) { refuse(.invalidText) }
            bytes.append(contentsOf: utf8)
        }
    }

    public mutating func write(bytes more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// Makes the value being written NULL.
    public mutating func writeNull() { isNull = true }

    /// Makes the whole request fail before it is sent.
    public mutating func refuse(_ state: SQLState) { if fault == nil { fault = state } }

    /// Writes one value and returns its length in bytes, −1 for NULL.
    mutating func measure(_ value: some PQEncodable) -> Int32 {
        let start = bytes.count
        isNull = false
        value.encode(into: &self)
        defer { isNull = false }
        guard !isNull else {
            bytes.removeLast(bytes.count - start)
            return -1
        }
        return Int32(clamping: bytes.count - start)
    }

    /// Writes one value behind its length, as arrays and COPY want it.
    mutating func writeCounted(_ value: some PQEncodable) {
        let place = bytes.count
        write(Int32(0))
        let length = measure(value)
        withUnsafeBytes(of: length.bigEndian) { source in
            for (offset, byte) in source.enumerated() { bytes[place + offset] = byte }
        }
    }
}

extension Optional: PQEncodable where Wrapped: PQEncodable {
    public static var wireType: WireType { Wrapped.wireType }

    public func encode(into writer: inout ValueWriter) {
        if let self { self.encode(into: &writer) } else { writer.writeNull() }
    }
}

/// Arrays of one dimension; optional elements are NULLs in them.
extension Array: PQEncodable where Element: PQEncodable {
    public static var wireType: WireType { WireType(oid: Element.wireType.arrayOID, arrayOID: 0) }

    public func encode(into writer: inout ValueWriter) {
        let start = writer.bytes.count
        writer.write(Int32(isEmpty ? 0 : 1))
        writer.write(Int32(0))
        writer.write(Element.wireType.oid)
        guard !isEmpty else { return }
        writer.write(Int32(clamping: count))
        writer.write(Int32(1))
        var hasNulls = false
        for element in self {
            let place = writer.bytes.count
            writer.writeCounted(element)
            // A length of −1 is the only one whose first byte has its top bit set.
            if writer.bytes[place] & 0x80 != 0 { hasNulls = true }
        }
        if hasNulls { writer.bytes[start + 7] = 1 }
    }
}
