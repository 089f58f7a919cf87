// SPDX-License-Identifier: Apache-2.0
import API
import Channels
import Contact
import Customers
import Hummingbird
import Kit
import Reservations

/// Push messages: the switch on the customer's page and the worker that shows what comes.
extension Site {
    func addPush<Context: RequestContext>(to router: some RouterMethods<Context>) {
        addPage(router, .get, PushPaths.Route.worker) { _ in
            .file(mediaType: "text/javascript; charset=utf-8", bytes: Array(Asset.named("push-worker.js").text.utf8))
        }
        addAct(router, PushPaths.Route.devices, counted: "devices", setDevice)
    }

    /// Draws the switch; nil where no push is offered, and once there is nothing more to tell.
    func pushSwitch(_ status: PickupStatus, _ asked: Asked) async throws -> PushSwitch? {
        guard let devices, let key = devices.key, status.status.isOpen else { return nil }
        let told = try await devices.endpoints(of: status.reservation).map(PushSubscription.mark(of:))
        return PushSwitch(key: key, told: told, visitor: asked.visitor, token: asked.parameter(.token))
    }

    /// Takes a device's wish to be told or not; the same wish, sent twice, is the same wish.
    @Sendable private func setDevice(_ asked: Asked, _ visit: CustomerLink.Visit) async throws -> Answered {
        guard let devices else { throw Refusal.notFound(.link) }
        let reservation = visit.reservation
        switch asked.form["wish"] {
        case "tell":
            guard
                let device = PushSubscription(
                    endpoint: asked.form["endpoint"], p256dh: asked.form["p256dh"], auth: asked.form["auth"])
            else { throw Unreadable() }
            try await devices.keep(device, of: reservation, language: asked.visitor.language)
        case "stop": try await devices.forget(asked.form["endpoint"], of: reservation.id)
        default: throw Unreadable()
        }
        return .seeOther(asked.visitor.link(.status(token: asked.parameter(.token))))
    }
}
