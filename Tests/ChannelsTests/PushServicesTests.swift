// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Channels

@Suite("Which push services are called")
struct PushServicesTests {
    @Test(
        "Only https at a known host, without anything that could be read in two ways",
        arguments: [
            ("https://fcm.googleapis.com/fcm/send/abc:def", true),
            ("https://updates.push.services.mozilla.com/wpush/v2/gAAA", true),
            ("https://wns2-am3p.notify.windows.com/w/?token=BQ%3d", true),
            ("https://web.push.apple.com/QGuQyavXut", true),
            ("http://fcm.googleapis.com/fcm/send/abc", false), ("https://fcm.googleapis.com", false),
            ("https://fcm.googleapis.com:8443/x", false), ("https://fcm.googleapis.com@169.254.169.254/x", false),
            ("https://fcm.googleapis.com.evil.example/x", false), ("https://evilfcm.googleapis.com/x", false),
            ("https://push.apple.com/x", false), ("https://evilpush.apple.com/x", false),
            ("https://.push.apple.com/x", false), ("https://FCM.googleapis.com/x", false),
            ("https://fcm.googleapis.com\\@10.0.0.1/x", false), ("https://fcm.googleapis.com?/x", false),
            ("https://fcm.googleapis.com/x#y", false), ("https://fcm.googleapis.com/x y", false),
            ("https://127.0.0.1/x", false), ("https://[::1]/x", false), ("https:///x", false), ("", false),
            ("file:///etc/passwd", false), ("https://fcm.googleapis.com/ü", false),
        ])
    func known(endpoint: String, isAdmitted: Bool) {
        #expect(PushServices.known.admits(endpoint) == isAdmitted)
    }

    @Test("A list may name hosts, all hosts under a name, and whole origins")
    func lists() {
        var services = PushServices()
        #expect(services.isEmpty && services == .none)
        let taken = ["push.example", "*.push.example.jp", "http://127.0.0.1:9090"].map { services.add($0) }
        #expect(taken == [true, true, true])
        let refused = [
            "", "*", "*.", "localhost", "a b.example", "https://", "https://a.example/x", "http://a:b", "-.a",
        ]
        #expect(refused.filter { services.add($0) } == [])
        #expect(services.admits("https://push.example/x") && services.admits("https://a.push.example.jp/x"))
        #expect(services.admits("http://127.0.0.1:9090/x") && !services.admits("http://127.0.0.1:9091/x"))
        #expect(!services.admits("http://127.0.0.1:90900/x") && !services.admits("https://fcm.googleapis.com/x"))
        #expect(!PushServices.none.admits("https://fcm.googleapis.com/x"))
    }
}
