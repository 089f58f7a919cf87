// SPDX-License-Identifier: Apache-2.0
import Channels
import Kit
import Reservations

/// Draws what several faces use, each in one way. Their sheets are `Assets/style/3-parts.css` and `work/1-work.css`; the
/// page /styleguide shows them all.
enum Piece {
    /// Says what came of something: `status` for good news, `alert` for what needs the reader.
    static func notice(good: Bool, _ text: HTML) -> HTML {
        good
            ? "<div class=\"notice notice--good\" role=\"status\">\(Icons.check)<p>\(text)</p></div>"
            : "<div class=\"notice notice--bad\" role=\"alert\">\(Icons.cross)<p>\(text)</p></div>"
    }

    /// Says why something was not done.
    static func refused(_ refusal: Refusal, _ words: any Wording) -> HTML {
        notice(good: false, "<strong>\(words.refusedTitle)</strong><br>\(words.refusal(refusal))")
    }

    /// Says that no answer came: it may have been done, and the same button asks again.
    static func unknown(_ words: any Wording) -> HTML {
        "<div class=\"notice notice--bad\" role=\"alert\">\(Icons.wait)<p>\(words.unknownOutcome)</p></div>"
    }

    /// Names the colour of a tag.
    enum Tone: String, CaseIterable {
        case plain, ready, done, late
    }

    /// Marks a row or a card with a word.
    static func tag(_ word: String, _ tone: Tone = .plain, icon: HTML? = nil) -> HTML {
        "<span class=\"tag tag--\(tone.rawValue)\">\(icon)\(word)</span>"
    }

    /// Says that there is nothing, and what to do about it.
    static func empty(_ title: String, _ text: String) -> HTML {
        "<div class=\"empty\">\(Icons.parcel)<strong>\(title)</strong><p>\(text)</p></div>"
    }
}

extension CustomerStatus {
    /// The colour of the small tag that says the same as the large panel.
    var tone: Piece.Tone {
        switch self {
        case .checking, .preparing, .onItsWay, .cancelled: .plain
        case .ready: .ready
        case .collected: .done
        case .expired: .late
        }
    }
}

extension Notice.State {
    var tone: Piece.Tone {
        switch self {
        case .queued, .accepted: .plain
        case .delivered: .done
        case .failed, .unknown: .late
        }
    }
}
