// SPDX-License-Identifier: Apache-2.0
import Glibc
import Kit
import PQ

/// Is a file to import, or the body of a request.
package struct ImportSource: Sendable {
    private enum Place: Sendable {
        case file(path: String)
        case bytes([UInt8])
    }

    /// What reports call it.
    package let name: String
    /// When it first came; nil: it comes now.
    package var begun: Instant?
    /// Under which it is noted when it has been taken, so that it is not taken a second time by mistake.
    package var key: FileKey?
    private let place: Place

    /// Takes a file. It is read several times (what is its encoding? is every row good?), so it can be no pipe.
    package init(path: String) {
        name = String(path.split(separator: "/").last ?? "")
        place = .file(path: path)
    }

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        place = .bytes(bytes)
    }

    /// Opens the source at its beginning. Throws `ImportReason.unreadableFile` as an `ImportFault`.
    func open() throws(ImportFault) -> any ByteStream {
        switch place {
        case .bytes(let bytes): return BytesInMemory(bytes)
        case .file(let path):
            guard let file = BytesOfFile(path: path) else { throw ImportFault(line: 0, .unreadableFile) }
            return file
        }
    }
}

/// Gives bytes chunk by chunk.
protocol ByteStream: AnyObject {
    var totalBytes: Int { get }
    /// Reads the next bytes, none at the end.
    func read() throws(ImportFault) -> [UInt8]
}

private final class BytesInMemory: ByteStream {
    private let bytes: [UInt8]
    private var offset = 0
    var totalBytes: Int { bytes.count }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read() -> [UInt8] {
        let chunk = bytes[offset..<min(offset + importChunkBytes, bytes.count)]
        offset = chunk.endIndex
        return Array(chunk)
    }
}

/// Reads from a file descriptor that is closed with the object.
private final class BytesOfFile: ByteStream {
    private let descriptor: Int32
    let totalBytes: Int

    init?(path: String) {
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0 else { return nil }
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        totalBytes = Int(status.st_size)
    }

    // `init?` closes what it could open but not use, and deinit is not run for it.
    deinit { close(descriptor) }

    func read() throws(ImportFault) -> [UInt8] {
        var failed = false
        let chunk = [UInt8](unsafeUninitializedCapacity: importChunkBytes) { buffer, count in
            while true {
                let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                if got < 0, errno == EINTR { continue }
                failed = got < 0
                count = max(0, got)
                return
            }
        }
        if failed { throw ImportFault(line: 0, .unreadableFile) }
        return chunk
    }
}

/// Bytes that are read at once.
private let importChunkBytes = 128 * 1024
