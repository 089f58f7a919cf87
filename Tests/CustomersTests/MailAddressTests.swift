// SPDX-License-Identifier: Apache-2.0
import Customers
import Testing

@Suite("Mail addresses")
struct MailAddressTests {
    @Test(
        "An address is looked up in lower case",
        arguments: [
            ("Hanako@Example.JP", "hanako@example.jp"),
            (" hanako@example.jp ", "hanako@example.jp"),
            ("hana..ko.@docomo.ne.jp", "hana..ko.@docomo.ne.jp"),
            (".hanako@ezweb.ne.jp", ".hanako@ezweb.ne.jp"),
            ("ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ", "hanako@example.jp"),
            ("a+b/c=d@mail.example.co.jp", "a+b/c=d@mail.example.co.jp"),
            ("o'neil@xn--eckwd4c7c.jp", "o'neil@xn--eckwd4c7c.jp"),
        ])
    func reads(_ written: String, _ text: String) {
        #expect(MailAddress(written)?.text == text)
    }

    @Test(
        "Obvious nonsense is refused",
        arguments: [
            "", "hanako", "@example.jp", "hanako@", "hanako@example", "hana ko@example.jp", "hanako@example..jp",
            "hanako@.example.jp", "hanako@example.jp.", "a@b@example.jp", "hanako@-example.jp", "hanako@example-.jp",
            "hanako@127.0.0.1", "\"hana\"@example.jp", "<hanako@example.jp>", "花子@example.jp", "hanako@例.jp",
            "...@example.jp", "hanako@exa_mple.jp", "hanako@example.jp\r\nBcc: x@example.jp", "h\u{0}@example.jp",
            String(repeating: "a", count: 65) + "@example.jp",
            "a@" + String(repeating: "b", count: 64) + ".jp",
            "a@" + String(repeating: "bcdefg.", count: 40) + "jp",
        ])
    func refuses(_ written: String) {
        #expect(MailAddress(written) == nil)
    }
}
