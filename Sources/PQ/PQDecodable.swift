// SPDX-License-Identifier: Apache-2.0

/// Reads itself out of a column in PostgreSQL's binary format.
///
/// A `RawRepresentable` type over a decodable raw value (`enum State: String, PQDecodable`) needs no code of its own.
public protocol PQDecodable: Sendable {
    /// Throws `.wrongType` when the column has another type, `.malformed` when the bytes are none of this type's.
    static func decode(_ value: WireValue) throws(DecodingFault) -> Self
    /// Makes the value of a NULL; throws `.unexpectedNull` unless the type is optional.
    static func decodeNull() throws(DecodingFault) -> Self
}

/// Says what does not fit between a column and the type that was to read it.
public enum DecodingFault: Error, Hashable, Sendable {
    case wrongType
    case unexpectedNull
    case malformed
    case noSuchColumn
}

/// Shows the bytes of one value that is not NULL; they live only as long as the call that was given them.
public struct WireValue {
    public let oid: UInt32
    public let bytes: UnsafeRawBufferPointer

    /// Reads the whole value as one integer, most significant byte first.
    public func integer<I: FixedWidthInteger>(_ type: I.Type = I.self) throws(DecodingFault) -> I {
        guard bytes.count == MemoryLayout<I>.size else { throw .malformed }
        return I(bigEndian: bytes.loadUnaligned(as: I.self))
    }

    /// Reads the bytes from an offset on as text.
    public func text(from offset: Int = 0) throws(DecodingFault) -> String {
        guard let text = String(validating: bytes.dropFirst(offset), as: UTF8.self) else { throw .malformed }
        return text
    }

    public func require(_ types: WireType...) throws(DecodingFault) {
        for type in types where type.oid == oid { return }
        throw .wrongType
    }
}

extension PQDecodable {
    public static func decodeNull() throws(DecodingFault) -> Self { throw .unexpectedNull }
}

extension PQDecodable where Self: RawRepresentable, RawValue: PQDecodable {
    public static func decode(_ value: WireValue) throws(DecodingFault) -> Self {
        guard let known = Self(rawValue: try RawValue.decode(value)) else { throw .malformed }
        return known
    }
}

extension Optional: PQDecodable where Wrapped: PQDecodable {
    public static func decode(_ value: WireValue) throws(DecodingFault) -> Self { try Wrapped.decode(value) }
    public static func decodeNull() throws(DecodingFault) -> Self { nil }
}

/// Arrays of one dimension; NULLs in them need optional elements.
extension Array: PQDecodable where Element: PQDecodable {
    public static func decode(_ value: WireValue) throws(DecodingFault) -> Self {
        var reader = ArrayReader(bytes: value.bytes)
        let dimensions = try reader.integer(Int32.self)
        _ = try reader.integer(Int32.self)
        let element = try reader.integer(UInt32.self)
        guard dimensions != 0 else {
            // An empty array has the right type too, even though no element can prove it.
            guard value.oid != element else { throw .wrongType }
            return []
        }
        guard dimensions == 1 else { throw .malformed }
        let count = try reader.integer(Int32.self)
        _ = try reader.integer(Int32.self)
        // Each element has four bytes of length at least: a count beyond that is a lie and must reserve no memory.
        guard count >= 0, Int(count) <= reader.remaining / 4 else { throw .malformed }
        var array: [Element] = []
        array.reserveCapacity(Int(count))
        for _ in 0..<count {
            if let bytes = try reader.counted() {
                array.append(try Element.decode(WireValue(oid: element, bytes: bytes)))
            } else {
                array.append(try Element.decodeNull())
            }
        }
        return array
    }
}

/// Walks through the bytes of an array, never past their end.
private struct ArrayReader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    var remaining: Int { bytes.count - position }

    mutating func integer<I: FixedWidthInteger>(_ type: I.Type) throws(DecodingFault) -> I {
        guard remaining >= MemoryLayout<I>.size else { throw .malformed }
        defer { position += MemoryLayout<I>.size }
        return I(bigEndian: bytes.loadUnaligned(fromByteOffset: position, as: I.self))
    }

    mutating func counted() throws(DecodingFault) -> UnsafeRawBufferPointer? {
        let length = try integer(Int32.self)
        guard length != -1 else { return nil }
        guard length >= 0, Int(length) <= remaining else { throw .malformed }
        defer { position += Int(length) }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + Int(length)])
    }
}
