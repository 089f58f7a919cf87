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

    /// Is where scripts say that what was just done is done (`Assets/toast.js`). It is there before anything is said, so
    /// that readers of the screen hear it.
    static func toasts(_ words: any Wording) -> HTML {
        "<div class=\"toasts\" role=\"status\" aria-live=\"polite\" data-close=\"\(words.close)\"></div>"
    }

    /// Asks before something is done that cannot be taken back (`Assets/dialog.js`); Escape and the quiet button leave
    /// everything as it is.
    ///
    /// - Parameters:
    ///   - id: its name on the page.
    ///   - yes: the button that goes on; red, since it cannot be taken back.
    static func dialog(id: String, title: String, text: String, yes: String, no: String) -> HTML {
        """
        <dialog class="dialog" id="\(id)" aria-labelledby="\(id)-title" aria-describedby="\(id)-text">
        <form method="dialog"><h2 id="\(id)-title">\(title)</h2><p id="\(id)-text">\(text)</p>
        <p class="dialog-act"><button class="button button--plain" value="">\(no)</button>
        <button class="button button--grave" value="yes">\(yes)</button></p></form>
        </dialog>
        """
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
        case .queued, .accepted, .overtaken: .plain
        case .delivered: .done
        case .failed, .unknown: .late
        }
    }
}
