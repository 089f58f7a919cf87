// SPDX-License-Identifier: Apache-2.0
import NIOCore

/// Draws the reservations that are asked for: any customer, any store, one to three different SKUs.
struct Shopping {
    private let head: String
    private let customers: [String]
    private let (stores, skus): (Int, Int)
    private let prefix: String
    private var count = 0
    private var dice: Dice

    init(host: String, key: String, customers: [String], stores: Int, skus: Int, prefix: String) {
        head = """
            POST /v1/reservations HTTP/1.1\r\nHost: \(host)\r\nAuthorization: Bearer \(key)\r\n\
            Content-Type: application/json\r\nIdempotency-Key: "\(prefix)-
            """
        (self.stores, self.skus, self.customers, self.prefix) = (stores, skus, customers, prefix)
        dice = Dice(seed: prefix)
    }

    /// Draws the moments at which requests are due, in nanoseconds from the start.
    mutating func moments(rate: Double, seconds: Double) -> [Int64] {
        var (moments, moment): ([Int64], Double) = ([], 0)
        while true {
            moment -= dice.logarithm() / rate
            guard moment < seconds else { return moments }
            moments.append(Int64(moment * 1e9))
        }
    }

    /// Writes the next request.
    mutating func write(to buffer: inout ByteBuffer) {
        count += 1
        let (first, third) = (dice.draw(skus), skus / 3)
        let all = [first, (first + 1 + dice.draw(third)) % skus, (first + 1 + third + dice.draw(third)) % skus]
        let lines = all[..<(1 + dice.draw(3))].map { "{\"sku\":\"K\(1 + $0)\",\"quantity\":1}" }.joined(separator: ",")
        let body = """
            {"location":"S\(1 + dice.draw(stores))","customer":{"id":"\(customers[dice.draw(customers.count)])"},\
            "lines":[\(lines)]}
            """
        buffer.writeString(head)
        buffer.writeString("\(count)\"\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
        buffer.writeString(body)
    }
}
