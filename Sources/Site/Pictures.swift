// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Holds the drawings of the demo shop in memory, by file name. What was not in the folder at the start has no name
/// here, so no path leads out of it.
package struct Pictures: Sendable {
    private let files: [String: [UInt8]]

    /// How many drawings are read, and how large one may be.
    static let mostFiles = 200
    static let mostBytes = 64 * 1024

    package static let none = Pictures(files: [:])

    private init(files: [String: [UInt8]]) { self.files = files }

    /// Reads the SVG files of a folder. Throws when the folder cannot be read.
    package init(folder: String) throws {
        var files: [String: [UInt8]] = [:]
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".svg") }
        for name in names.sorted().prefix(Pictures.mostFiles) {
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
            if data.count <= Pictures.mostBytes { files[name] = [UInt8](data) }
        }
        self.files = files
    }

    func response(_ name: String) -> Response {
        guard let file = files[name] else { return Response(status: .notFound) }
        var headers: HTTPFields = [
            .contentType: "image/svg+xml", .cacheControl: "public, max-age=86400", .xContentTypeOptions: "nosniff",
        ]
        // An SVG opened by itself is a document: it may run nothing either.
        headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file)))
    }
}
