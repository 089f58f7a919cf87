// SPDX-License-Identifier: Apache-2.0

/// Names a PostgreSQL type by its object id and that of arrays of it (src/include/catalog/pg_type.dat).
public struct WireType: Hashable, Sendable {
    public let oid: UInt32
    /// Zero where there is no array of it.
    public let arrayOID: UInt32

    public init(oid: UInt32, arrayOID: UInt32) {
        self.oid = oid
        self.arrayOID = arrayOID
    }

    public static let bool = WireType(oid: 16, arrayOID: 1000)
    public static let bytea = WireType(oid: 17, arrayOID: 1001)
    public static let name = WireType(oid: 19, arrayOID: 1003)
    public static let int8 = WireType(oid: 20, arrayOID: 1016)
    public static let int2 = WireType(oid: 21, arrayOID: 1005)
    public static let int4 = WireType(oid: 23, arrayOID: 1007)
    public static let text = WireType(oid: 25, arrayOID: 1009)
    public static let json = WireType(oid: 114, arrayOID: 199)
    public static let float4 = WireType(oid: 700, arrayOID: 1021)
    public static let float8 = WireType(oid: 701, arrayOID: 1022)
    public static let bpchar = WireType(oid: 1042, arrayOID: 1014)
    public static let varchar = WireType(oid: 1043, arrayOID: 1015)
    public static let date = WireType(oid: 1082, arrayOID: 1182)
    public static let timestamptz = WireType(oid: 1184, arrayOID: 1185)
    public static let uuid = WireType(oid: 2950, arrayOID: 2951)
    public static let jsonb = WireType(oid: 3802, arrayOID: 3807)
    public static let xid8 = WireType(oid: 5069, arrayOID: 271)
}
