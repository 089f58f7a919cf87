// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit

/// Holds a person's name as that person writes it: one text, 1–`Limits.nameCharacters` code points, in NFC.
package struct PersonName: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Reads a name; nil when nothing is left of it, when it is too long, or when it holds control characters or the
    /// invisible marks that turn the direction of writing.
    ///
    /// Variants of characters are kept: 髙 and 﨑 are how the family registers spell them. NFC alone would
    /// replace most compatibility ideographs (U+F900–FAFF, such as 神 in its old form) by their plain form, so
    /// those are left out of it.
    package init?(_ text: String) {
        guard text.utf8.count <= Limits.nameCharacters * 16 else { return nil }
        let trimmed = PersonName.normalised(text).trimmingCharacters(in: .whitespaces)
        guard (1...Limits.nameCharacters).contains(trimmed.unicodeScalars.count),
            trimmed.unicodeScalars.allSatisfy(PersonName.isWritten)
        else { return nil }
        self.text = trimmed
    }

    /// Takes a name that comes out of the database.
    package init(stored text: String) { self.text = text }

    package var description: String { text }

    /// Reads how a name is spoken and writes it in full-width katakana (`やまだ` and `ﾔﾏﾀﾞ` become `ヤマダ`), so that it is
    /// found however it was typed; nil as for a name.
    package static func kana(_ text: String) -> PersonName? {
        // Compatibility mapping is right here and wrong for names: it widens half-width kana and joins their voicing.
        guard text.utf8.count <= Limits.nameCharacters * 16,
            let name = PersonName(Folding.compatible(text))
        else { return nil }
        var result = String.UnicodeScalarView()
        for scalar in name.text.unicodeScalars {
            let isHiragana = (0x3041...0x3096).contains(scalar.value)
            result.append(isHiragana ? Unicode.Scalar(scalar.value + 0x60) ?? scalar : scalar)
        }
        return PersonName(stored: String(result))
    }

    private static func normalised(_ text: String) -> String {
        var (result, run) = ("", String.UnicodeScalarView())
        for scalar in text.unicodeScalars {
            if (0xF900...0xFAFF).contains(scalar.value) || (0x2F800...0x2FA1F).contains(scalar.value) {
                result += String(run).precomposedStringWithCanonicalMapping
                result.unicodeScalars.append(scalar)
                run = String.UnicodeScalarView()
            } else {
                run.append(scalar)
            }
        }
        return result + String(run).precomposedStringWithCanonicalMapping
    }

    /// Joiners belong to the spelling of some scripts; other formatting marks and all controls do not.
    private static func isWritten(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
        case .format: scalar == "\u{200C}" || scalar == "\u{200D}"
        default: true
        }
    }
}
