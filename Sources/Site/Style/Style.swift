// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird
import NIOCore

/// Is the one stylesheet of the site: tokens, the sheet and its parts, the status page, the shop.
enum Style {
    static let css = [tokens, sheet, parts, status, shop].joined(separator: "\n")

    /// The address with the sheet's own hash, so that a browser may keep it for good.
    static let url = "\(Paths.style.url)?v=\(version)"

    /// FNV-1a of the bytes: not a secret, only another name for another sheet.
    private static let version: String = {
        let hash = css.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return String(hash, radix: 36)
    }()

    static func response(to request: Request) -> Response {
        let isCurrent = request.uri.query == "v=\(version)"
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/css; charset=utf-8", .xContentTypeOptions: "nosniff",
                .cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "public, max-age=300",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: css)))
    }

    /// Colour, type, space. Paper and indigo (藍), one accent of vermilion (朱); every pair of text and ground has a
    /// contrast of 4.5 at least (WCAG 2.2, 1.4.3), which a test computes from these lines.
    static let tokens = #"""
        :root {
          color-scheme: light dark;
          --paper: #f5efe3; --sheet: #fffdf8; --ink: #23304a; --soft: #5a6375; --line: #dfd5c2; --rule: #8b8474;
          --ai: #24406e; --on-ai: #fffdf8; --ai-wash: #e8ecf3; --shu: #ab3823; --shu-wash: #f9e9e2;
          --midori: #33634a; --midori-wash: #e7f0e8; --shade: #ede5d5; --veil: rgba(35, 48, 74, .08);
          --gothic: "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic Medium",
            "Yu Gothic", YuGothic, Meiryo, system-ui, -apple-system, "Segoe UI", sans-serif;
          --mincho: "Hiragino Mincho ProN", "Yu Mincho", YuMincho, "Noto Serif CJK JP", "Noto Serif JP", "Shippori Mincho",
            Georgia, serif;
          --digits: ui-monospace, "SF Mono", "Roboto Mono", "Noto Sans Mono CJK JP", Menlo, Consolas, monospace;
          --s1: .25rem; --s2: .5rem; --s3: .75rem; --s4: 1rem; --s5: 1.5rem; --s6: 2rem; --s7: 3rem;
          --round: 14px;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #12161e; --sheet: #1b212c; --ink: #ece6d9; --soft: #aeb5c1; --line: #343d4d; --rule: #7f8796;
            --ai: #a9c1ee; --on-ai: #10182a; --ai-wash: #25314a; --shu: #f0937d; --shu-wash: #3a211d;
            --midori: #96cdaa; --midori-wash: #1d3027; --shade: #232a37; --veil: rgba(0, 0, 0, .35);
          }
        }
        """#
}
