// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Is one kind of text that differs from run to run or from build to build though nothing has changed: what stands in
/// its place in `Tests/Snapshots`. This list is all that snapshots do not see.
struct Placeholder: Sendable {
    /// What stands in its place. `#` is a number: the same thing twice on one page has the same number, so that a page
    /// which leads to another thing than before is seen.
    let name: String
    /// What it stands for: the first group, else all of it.
    private let pattern: NSRegularExpression

    private init(_ name: String, _ pattern: String) {
        self.name = name
        do {
            self.pattern = try NSRegularExpression(pattern: pattern)
        } catch {
            preconditionFailure("\(pattern) is no pattern")
        }
    }

    static let all = [
        // The edition of the sheets and scripts: another with every change of any of them.
        Placeholder("edition", "/assets/([0-9A-Za-z_-]+)/"),
        // The port that the test was given.
        Placeholder("port", "(?:localhost|127\\.0\\.0\\.1):([0-9]{2,5})"),
        // Sessions, API keys: chance.
        Placeholder("secret#", "\\btori_[a-z]+_([A-Za-z0-9_-]{20,})"),
        // The token of a customer's link, in paths, in what was scanned, encoded in a query: an id and a signature.
        Placeholder("link#", "(?:/r/|%2Fr%2F|/pickup/|proof=|data-token=\")([A-Za-z0-9_-]{24,})"),
        // The password of a new account, and one that is set anew: chance.
        Placeholder("password", "id=\"secret\">([^<]+)<"),
        // The pages that links of lists lead to: sealed.
        Placeholder("cursor", "\\bcursor=([A-Za-z0-9_-]{16,})"),
        Placeholder("cursor", "\"next_cursor\": \"([A-Za-z0-9_-]{16,})\""),
        // Ids of all kinds, keys of forms and marks made of ids: time and chance.
        Placeholder("id#", "(?<![0-9A-Za-z])([0-9A-HJKMNP-TV-Z]{26})(?![0-9A-Za-z])"),
        Placeholder("uuid#", "\\b([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\b"),
        // The public key of push messages is made of the test's secret; marks of devices are hashes.
        Placeholder("mark#", "\"device\" ?: ?\"([A-Za-z0-9_-]{20,})\""),
        // Who did it, or vouched, where that is a program: the first half of its key.
        Placeholder("key#", "\\b(?:program|key):([0-9A-HJKMNP-TV-Z]{12})\\b"),
        // Pickup codes, as programs, clerks and customers read them, and the tag made of an id.
        Placeholder("pickup code", "\"pickup_code\" ?: ?\"([0-9A-Z]{8})\""),
        Placeholder("pickup code", "(?<![0-9A-Za-z])(?:proof=|value=\")([0-9A-HJKMNP-TV-Z]{8})(?![0-9A-Za-z])"),
        Placeholder("pickup code", "(?<![0-9A-Za-z-])([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})(?![0-9A-Za-z-])"),
        Placeholder("pickup code", "<span>([0-9A-HJKMNP-TV-Z]{4})</span>"),
        // The last characters of an id, by which records of one name are told apart.
        Placeholder("tail#", "…([0-9A-HJKMNP-TV-Z]{6})(?![0-9A-Za-z])"),
        // What somebody saw of who is who: a hash of ids.
        Placeholder("seen", "name=\"seen\" value=\"([0-9]{9,})\""),
        Placeholder("tag#", "(?<![0-9A-Za-z])(R[0-9A-HJKMNP-TV-Z]{8})(?![0-9A-Za-z])"),
        // What scanners read is drawn from links, codes and tags.
        Placeholder("drawing", "(?s)<svg class=\"(?:qr|bars)\".*?</svg>"),
    ]

    /// Puts every placeholder into a text.
    static func apply(to text: String) -> String {
        all.reduce(text) { $1.put(into: $0) }
    }

    private func put(into text: String) -> String {
        let source = text as NSString
        let matches = pattern.matches(in: text, range: NSRange(location: 0, length: source.length))
        guard !matches.isEmpty else { return text }
        var (numbers, result, end): ([String: Int], String, Int) = ([:], "", 0)
        for match in matches {
            let range = match.range(at: match.numberOfRanges > 1 ? 1 : 0)
            result += source.substring(with: NSRange(location: end, length: range.location - end))
            let number = numbers[source.substring(with: range), default: numbers.count + 1]
            numbers[source.substring(with: range)] = number
            result += "{\(name.replacing("#", with: " \(number)"))}"
            end = range.location + range.length
        }
        return result + source.substring(from: end)
    }
}
