// SPDX-License-Identifier: Apache-2.0

/// Writes `text`; reads `text`, `varchar`, `bpchar` and `name`.
extension String: PQEncodable, PQDecodable {
    public static var wireType: WireType { .text }
    public func encode(into writer: inout ValueWriter) { writer.write(text: self) }

    public static func decode(_ value: WireValue) throws(DecodingFault) -> String {
        try value.require(.text, .varchar, .bpchar, .name)
        return try value.text()
    }
}

/// Holds bytes as they are: PostgreSQL's `bytea`.
public struct Bytes: Hashable, Sendable {
    public var bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }
    public init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
}

extension Bytes: PQEncodable, PQDecodable {
    public static var wireType: WireType { .bytea }
    public func encode(into writer: inout ValueWriter) { writer.write(bytes: bytes) }

    public static func decode(_ value: WireValue) throws(DecodingFault) -> Bytes {
        try value.require(.bytea)
        return Bytes(Array(value.bytes))
    }
}

/// Holds the text of a JSON document: PostgreSQL's `jsonb`, which the server parses and writes anew; reads `json` too.
public struct JSONB: Hashable, Sendable {
    public var text: String

    public init(text: String) { self.text = text }
}

extension JSONB: PQEncodable, PQDecodable {
    public static var wireType: WireType { .jsonb }

    /// Writes the version of the format, 1, before the text (jsonb_recv).
    public func encode(into writer: inout ValueWriter) {
        writer.write(UInt8(1))
        writer.write(text: text)
    }

    public static func decode(_ value: WireValue) throws(DecodingFault) -> JSONB {
        if value.oid == WireType.json.oid { return JSONB(text: try value.text()) }
        try value.require(.jsonb)
        guard value.bytes.first == 1 else { throw .malformed }
        return JSONB(text: try value.text(from: 1))
    }
}

extension UniqueID: PQEncodable, PQDecodable {
    public static var wireType: WireType { .uuid }

    public func encode(into writer: inout ValueWriter) {
        writer.write(high)
        writer.write(low)
    }

    public static func decode(_ value: WireValue) throws(DecodingFault) -> UniqueID {
        try value.require(.uuid)
        guard value.bytes.count == 16 else { throw .malformed }
        return UniqueID(
            high: UInt64(bigEndian: value.bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: value.bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }
}
