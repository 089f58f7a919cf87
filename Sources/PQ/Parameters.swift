// SPDX-License-Identifier: Apache-2.0

/// Gathers the parameters of one statement, in the order of `$1`, `$2`, …, already in binary form.
public struct Parameters: Sendable {
    private(set) var types: [UInt32] = []
    /// Where each value begins and how long it is; −1 is NULL.
    private var places: [(offset: Int, length: Int32)] = []
    private var writer = ValueWriter()

    init() {}

    /// Adds the next parameter; optionals may be NULL, arrays may hold NULLs.
    public mutating func add<T: PQEncodable>(_ value: T) {
        let offset = writer.bytes.count
        let length = writer.measure(value)
        types.append(T.wireType.oid)
        places.append((offset, length))
    }

    var count: Int { places.count }
    var byteCount: Int { writer.bytes.count }

    /// Why this request must not be sent.
    var fault: SQLState? {
        if let fault = writer.fault { return fault }
        // The protocol counts parameters in 16 bits.
        return places.count > 65_535 ? .tooManyArguments : nil
    }

    /// Lends the values as libpq wants them: addresses (none for NULL), lengths, and formats (1: binary).
    func withPointers<R>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> R
    ) -> R {
        guard !places.isEmpty else { return body(nil, nil, nil) }
        return writer.bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: places.count) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: places.count * 2) { numbers in
                    for (index, place) in places.enumerated() {
                        values.initializeElement(at: index, to: place.length < 0 ? nil : base.map { $0 + place.offset })
                        numbers.initializeElement(at: index, to: max(0, place.length))
                        numbers.initializeElement(at: places.count + index, to: 1)
                    }
                    let lengths = UnsafePointer(numbers.baseAddress)
                    return body(UnsafePointer(values.baseAddress), lengths, lengths.map { $0 + places.count })
                }
            }
        }
    }

    /// Appends the values as one row of COPY's binary format: a count, then each value behind its length.
    func appendRow(to chunk: inout [UInt8]) {
        withUnsafeBytes(of: Int16(clamping: places.count).bigEndian) { chunk.append(contentsOf: $0) }
        writer.bytes.withUnsafeBytes { bytes in
            for place in places {
                withUnsafeBytes(of: place.length.bigEndian) { chunk.append(contentsOf: $0) }
                guard place.length > 0 else { continue }
                chunk.append(contentsOf: bytes[place.offset..<place.offset + Int(place.length)])
            }
        }
    }

    mutating func removeAll() {
        types.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        writer.bytes.removeLast(writer.bytes.count - 1)
    }
}
