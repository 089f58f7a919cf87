// SPDX-License-Identifier: Apache-2.0
import Customers
import Foundation
import TestSupport
import Testing

@Suite("Phone numbers before a judge", .enabled(if: Judged.isThere))
struct PhoneJudgedTests {
    @Test("Numbers of ten countries are read however an address book writes them, as libphonenumber reads them")
    func phones() throws {
        try Judged.judge("phones") { fields in
            let data = try #require(Data(base64Encoded: fields[0]))
            let text = String(decoding: data, as: UTF8.self)
            let ours = PhoneNumber(text)?.e164
            return ours == fields[1] ? nil : "\(ours ?? "nothing") of \(text.debugDescription)"
        }
    }
}
