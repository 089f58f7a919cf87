// SPDX-License-Identifier: Apache-2.0
import Kit
import ShopSupport
import TestSupport
import Testing

@Suite("Addresses that lead nowhere")
struct MissingPageTests {
    @Test("People are told on a page in their language, programs by problem details")
    func told() async throws {
        try await ServedHouse.with { served async throws in
            for (language, words) in [("ja", "ページが見つかりません"), ("en", "Page not found")] {
                let page = try await served.client.get(
                    "/nowhere/at-all", headers: [("Accept", "text/html,*/*;q=0.8"), ("Accept-Language", language)])
                #expect(page.status == 404 && page.header("Content-Type") == "text/html; charset=utf-8")
                #expect(page.text.contains(words) && page.text.contains("lang=\"\(language)\""))
                #expect(page.header("Content-Security-Policy")?.contains("form-action 'self'") == true)
            }
            let problem = try await served.client.get("/nowhere/at-all")
            #expect(problem.status == 404 && problem.json["code"] == "TRK-113")
        }
    }
}
