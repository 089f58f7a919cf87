// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit

/// Is the switch by which a customer lets this very device tell of the reservation. It is there for `push.js` alone: where
/// a browser cannot do it, or there is no script, it stays hidden.
struct PushSwitch: Sendable {
    let key: String
    /// The marks of the devices that are told already (`PushSubscription.mark`).
    let told: [String]
    let visitor: Visitor
    let token: String

    private var words: any Wording { visitor.words }

    var html: HTML {
        """
        <section class="card push" aria-labelledby="push" hidden data-push="\(PushPaths.devices(token: token).url)" \
        data-worker="\(PushPaths.worker.url)" data-scope="\(PushPaths.scope)" data-key="\(key)" \
        data-told="\(told.joined(separator: " "))" data-lang="\(visitor.language.rawValue)">
        <h2 id="push">\(words.pushTitle)</h2>
        <label class="check"><input type="checkbox" role="switch"><span>\(words.pushSwitch)\
        <small>\(words.pushNote)</small></span></label>
        <p class="fine" role="status" data-said data-on="\(words.pushOn)" data-off="\(words.pushOff)"></p>
        <p class="fault" role="alert" data-fault data-denied="\(words.pushDenied)" data-lost="\(words.pushLost)"></p>
        </section>
        """
    }
}
