// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Does the few things with files that a cluster needs, without Foundation.
enum FileTools {
    static func read(_ path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes a whole file, readable by its owner only; returns whether that worked.
    static func write(_ text: String, to path: String, mode: String = "we") -> Bool {
        guard let file = fopen(path, mode) else { return false }
        let count = fputs(text, file)
        let closed = fclose(file)
        return count >= 0 && closed == 0
    }

    static func entries(_ folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    static func temporaryFile() -> String? {
        var template = Array("/tmp/torioki-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return nil }
        close(descriptor)
        return template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) -> Bool {
        if exists(path) { return true }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            guard makeFolder(String(path[..<slash])) else { return false }
        }
        return mkdir(path, 0o755) == 0 || errno == EEXIST
    }

    /// Gives the path from the root without `.`, `..` and links, as far as it exists.
    static func absolute(_ path: String) -> String {
        var full = path
        if !path.hasPrefix("/"), let here = getcwd(nil, 0) {
            full = String(cString: here) + "/" + path
            free(here)
        }
        if let real = realpath(full, nil) {
            defer { free(real) }
            return String(cString: real)
        }
        while full.count > 1, full.hasSuffix("/") { full.removeLast() }
        return full
    }

    /// Says what kind of file this is and whose, links not followed.
    static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    static func linkTarget(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(path, &buffer, buffer.count - 1)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
