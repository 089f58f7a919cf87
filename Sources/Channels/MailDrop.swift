// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit

/// Puts each letter as a message file (RFC 5322) into a folder, where a mail system or a curious person takes it: what
/// an installation without a mail relay uses, and the demo chain. The file bears the notice's id, so a letter that comes
/// twice is one file.
package struct MailDrop: Channel {
    package let name: String
    private let folder: URL
    private let from: String

    /// - Parameters:
    ///   - name: the channel served, `mail` or `sms`.
    ///   - folder: created when absent.
    package init(name: String, folder: String, from: String) {
        self.name = name
        self.folder = URL(fileURLWithPath: folder, isDirectory: true)
        self.from = from
    }

    package func send(_ letter: Letter) async throws(ChannelFailure) {
        let id = Crockford.text(of: letter.id)
        let encoded = Data(letter.text.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        let message = [
            "Message-ID: <\(id)@torioki>",
            "Date: \(letter.at.rfc5322)",
            "From: \(from)",
            "To: \(letter.recipient)",
            "Subject: \(Self.encodedWords(letter.subject))",
            "Auto-Submitted: auto-generated",
            "Content-Language: \(letter.language)",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "", encoded, "",
        ].joined(separator: "\r\n")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(message.utf8).write(to: folder.appendingPathComponent("\(id).eml"), options: .atomic)
        } catch {
            throw ChannelFailure("the folder cannot be written", isFinal: false)
        }
    }

    /// Writes a header's text as encoded words (RFC 2047), each of whole characters and at most 75 bytes long.
    static func encodedWords(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        var words: [String] = []
        var part = ""
        for character in text {
            if part.utf8.count + String(character).utf8.count > 42 {
                words.append(part)
                part = ""
            }
            part.append(character)
        }
        words.append(part)
        return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }
}
