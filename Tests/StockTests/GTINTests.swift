// SPDX-License-Identifier: Apache-2.0
import Stock
import Testing

@Suite("GTIN")
struct GTINTests {
    @Test(
        "Valid numbers of all lengths are read and padded",
        arguments: [
            ("49123456", "00000049123456"), ("4901234567894", "04901234567894"), ("036000291452", "00036000291452"),
            ("10614141000415", "10614141000415"),
        ])
    func valid(text: String, padded: String) throws {
        #expect(try #require(GTIN(text)).padded == padded)
    }

    @Test(
        "Whatever is no number is refused",
        arguments: [
            "", "4901234567890", "490123456789", "４９０１２３４５６７８９４", "49012345678 4", "4901234567894\n", "+901234567894",
            "490123456789400",
        ])
    func invalid(text: String) { #expect(GTIN(text) == nil) }

    @Test("One wrong digit is always found, and JAN and in-store codes are told apart")
    func digits() throws {
        let jan = try #require(GTIN("4901234567894"))
        #expect(jan.isJAN && !jan.isInStore && jan.description == "4901234567894")
        let inStore = try #require(GTIN("2012345678903"))
        #expect(inStore.isInStore && !inStore.isJAN)
        #expect(GTIN("49123456")?.description == "49123456")
        let digits = Array("4901234567894")
        for place in digits.indices {
            for wrong in "0123456789" where wrong != digits[place] {
                var changed = digits
                changed[place] = wrong
                #expect(GTIN(String(changed)) == nil)
            }
        }
    }
}
