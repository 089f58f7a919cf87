// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Kit
import NIOCore

/// Is a stylesheet, a module or a picture that pages load from their own origin; its file lies in `Assets/`.
struct Asset: Sendable {
    let name: String
    /// The text of its file; of a picture in pixels the bytes in base64.
    let text: String

    /// Finds one of those on board. A name that is not there is a mistake of the page.
    static func named(_ name: String) -> Asset {
        guard let asset = byName[name] else { preconditionFailure("\(name) is no asset") }
        return asset
    }

    private static let byName = Dictionary(uniqueKeysWithValues: onBoard.map { ($0.name, $0) })

    /// Names all of them together by FNV-1a of their bytes: modules that name each other stay of one edition, and a
    /// browser may keep them for good. Not a secret, only another name for another text.
    static let edition: String = {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for asset in onBoard {
            for byte in asset.text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        }
        return String(hash, radix: 36)
    }()

    var url: String { Paths.asset(name).url }

    private var isPixels: Bool { name.hasSuffix(".png") }

    /// What is sent.
    var bytes: [UInt8] {
        guard isPixels else { return Array(text.utf8) }
        guard let bytes = Base64.standard.bytes(text) else { preconditionFailure("\(name) is no base64") }
        return bytes
    }

    private var mediaType: String {
        if isPixels { return "image/png" }
        if name.hasSuffix(".svg") { return "image/svg+xml" }
        return name.hasSuffix(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8"
    }

    /// Answers a request for an asset; nil when there is none of this name.
    static func response(edition: String, name: String) -> Response? {
        byName[name]?.response(isKept: edition == Asset.edition)
    }

    /// - Parameter isKept: whether the address names this very text, so that it may be kept for good.
    func response(isKept: Bool) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: mediaType, .xContentTypeOptions: "nosniff",
                .cacheControl: isKept ? "public, max-age=31536000, immutable" : "no-cache",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
