// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization
import Testing

/// Holds how one face of the service looked when somebody last agreed to it: a folder of `Tests/Snapshots`, a file for
/// each thing looked at. What is seen now is compared byte for byte, after `Placeholder.all`; with TORIOKI_SNAPSHOTS=write
/// (`make snapshots`) the folder is written anew.
package final class Album: Sendable {
    /// Names every album; whoever adds one adds the test that fills it.
    package enum Face: String, Sendable, CaseIterable {
        case customer, shop, embed, entrance, console, office, api, problems, letters
    }

    private let face: Face
    private let isWritten: Bool
    private let seen = Mutex<[String: String]>([:])

    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Snapshots")

    package init(_ face: Face) {
        self.face = face
        isWritten = ProcessInfo.processInfo.environment["TORIOKI_SNAPSHOTS"] == "write"
    }

    /// Takes what something looks like now. Each name is taken once.
    ///
    /// - Parameter name: of the file, without the folder: `status-ready.ja.html`.
    package func take(_ name: String, _ text: String) {
        let kept = Placeholder.apply(to: text)
        let isFirst = seen.withLock { $0.updateValue(kept.hasSuffix("\n") ? kept : kept + "\n", forKey: name) == nil }
        #expect(isFirst, "\(face.rawValue)/\(name) is taken twice")
    }

    /// Compares all that was taken with what is kept, or keeps it. A file that nobody looked at any more is a fault, too.
    package func close() throws {
        let folder = Self.root.appending(path: face.rawValue)
        let kept = try Self.files(folder)
        let taken = seen.withLock { $0 }
        if isWritten {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for name in kept.subtracting(taken.keys) {
                try FileManager.default.removeItem(at: folder.appending(path: name))
            }
            for (name, text) in taken { try Data(text.utf8).write(to: folder.appending(path: name)) }
            return
        }
        var faults = kept.subtracting(taken.keys).map { "\(path($0)): nobody looks at it any more" }
        for (name, text) in taken {
            guard kept.contains(name) else {
                faults.append("\(path(name)): it is new")
                continue
            }
            let before = String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
            if let change = Self.difference(before, text) { faults.append("\(path(name)), \(change)") }
        }
        faults.sort()
        for fault in faults.prefix(Self.faultsTold) { Issue.record("\(fault)") }
        if faults.count > Self.faultsTold {
            let others = faults.dropFirst(Self.faultsTold).map { $0.prefix { !$0.isNewline } }
            Issue.record("and \(others.count) more:\n\(others.joined(separator: "\n"))")
        }
        if !faults.isEmpty { Issue.record("Is it meant? `make snapshots` writes them anew; then look at the diff.") }
    }

    private func path(_ name: String) -> String { "Tests/Snapshots/\(face.rawValue)/\(name)" }

    private static let faultsTold = 12
    private static let linesTold = 4

    /// Tells where two texts part; nil when they are the same bytes.
    static func difference(_ before: String, _ after: String) -> String? {
        guard !before.utf8.elementsEqual(after.utf8) else { return nil }
        let (old, new) = (lines(before), lines(after))
        let first = zip(old, new).prefix { $0.utf8.elementsEqual($1.utf8) }.count
        let (a, b) = (old.dropFirst(first), new.dropFirst(first))
        let last = zip(a.reversed(), b.reversed()).prefix { $0.utf8.elementsEqual($1.utf8) }.count
        func told(_ lines: ArraySlice<Substring>, _ sign: String) -> String {
            lines.dropLast(min(last, lines.count)).prefix(linesTold).map { "\n\(sign) \($0.prefix(300))" }.joined()
        }
        return "line \(first + 1):\(told(a, "-"))\(told(b, "+"))"
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// Lists the files of a folder; none where there is no folder yet.
    private static func files(_ folder: URL) throws -> Set<String> {
        guard FileManager.default.fileExists(atPath: folder.path()) else { return [] }
        return Set(try FileManager.default.contentsOfDirectory(atPath: folder.path()))
    }

    /// Lists the albums that are kept.
    package static func albums() throws -> Set<String> { try files(root).filter { $0 != "README.md" } }
}
