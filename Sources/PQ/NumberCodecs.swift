// SPDX-License-Identifier: Apache-2.0

extension Bool: PQEncodable, PQDecodable {
    public static var wireType: WireType { .bool }
    public func encode(into writer: inout ValueWriter) { writer.write(UInt8(self ? 1 : 0)) }

    public static func decode(_ value: WireValue) throws(DecodingFault) -> Bool {
        try value.require(.bool)
        return try value.integer(UInt8.self) != 0
    }
}

extension Int16: PQEncodable, PQDecodable {
    public static var wireType: WireType { .int2 }
    public func encode(into writer: inout ValueWriter) { writer.write(self) }

    public static func decode(_ value: WireValue) throws(DecodingFault) -> Int16 {
        try value.require(.int2)
        return try value.integer()
    }
}

/// Reads `int4` and the narrower `int2`.
extension Int32: PQEncodable, PQDecodable {
    public static var wireType: WireType { .int4 }
    public func encode(into writer: inout ValueWriter) { writer.write(self) }

    public static func decode(_ value: WireValue) throws(DecodingFault) -> Int32 {
        if value.oid == WireType.int2.oid { return Int32(try value.integer(Int16.self)) }
        try value.require(.int4)
        return try value.integer()
    }
}

/// Writes `int8`; reads it and the narrower integers.
extension Int: PQEncodable, PQDecodable {
    public static var wireType: WireType { .int8 }
    public func encode(into writer: inout ValueWriter) { writer.write(Int64(self)) }

    public static func decode(_ value: WireValue) throws(DecodingFault) -> Int {
        switch value.oid {
        case WireType.int8.oid: Int(try value.integer(Int64.self))
        case WireType.int4.oid: Int(try value.integer(Int32.self))
        case WireType.int2.oid: Int(try value.integer(Int16.self))
        default: throw .wrongType
        }
    }
}

/// As `Int`.
extension Int64: PQEncodable, PQDecodable {
    public static var wireType: WireType { .int8 }
    public func encode(into writer: inout ValueWriter) { writer.write(self) }
    public static func decode(_ value: WireValue) throws(DecodingFault) -> Int64 { Int64(try Int.decode(value)) }
}

extension Float: PQEncodable, PQDecodable {
    public static var wireType: WireType { .float4 }
    public func encode(into writer: inout ValueWriter) { writer.write(bitPattern) }

    public static func decode(_ value: WireValue) throws(DecodingFault) -> Float {
        try value.require(.float4)
        return Float(bitPattern: try value.integer())
    }
}

/// Reads `float8` and the narrower `float4`.
extension Double: PQEncodable, PQDecodable {
    public static var wireType: WireType { .float8 }
    public func encode(into writer: inout ValueWriter) { writer.write(bitPattern) }

    public static func decode(_ value: WireValue) throws(DecodingFault) -> Double {
        if value.oid == WireType.float4.oid { return Double(Float(bitPattern: try value.integer())) }
        try value.require(.float8)
        return Double(bitPattern: try value.integer())
    }
}

/// Holds a transaction id that never wraps: PostgreSQL's `xid8`.
public struct XID8: Hashable, Comparable, Sendable {
    public var value: UInt64

    public init(_ value: UInt64) { self.value = value }
    public init(value: UInt64) { self.value = value }

    public static func < (a: XID8, b: XID8) -> Bool { a.value < b.value }
}

extension XID8: PQEncodable, PQDecodable {
    public static var wireType: WireType { .xid8 }
    public func encode(into writer: inout ValueWriter) { writer.write(value) }

    public static func decode(_ value: WireValue) throws(DecodingFault) -> XID8 {
        try value.require(.xid8)
        return XID8(try value.integer())
    }
}
