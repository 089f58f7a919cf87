// SPDX-License-Identifier: Apache-2.0

extension Engine {
    func scheduleSurvey() {
        nextSurvey = Loop.now &+ configuration.surveyInterval.nanoseconds
        remind(at: nextSurvey)
    }

    /// Asks every host who it is, on threads of their own, and leaves an old primary when a new one is found.
    func survey() {
        nextSurvey = .max
        // A URL that cannot be read has been told when it was connected to.
        guard !isClosed, let address = try? ServerAddress(configuration) else { return }
        let span = configuration.connectTimeout
        let started = HelperThread.start { [loop, watch, weak self] in
            watch.survey(address, within: span, patience: span + .seconds(1))
            loop.call { [weak self] in self?.assumeIsolated { $0.surveyed() } }
        }
        if !started { scheduleSurvey() }
    }

    private func surveyed() {
        loseOutdated()
        scheduleSurvey()
    }

    /// Closes what leads to a server that another one was promoted after: what is on its way there is unknown.
    func loseOutdated() {
        let newest = watch.timeline
        for connection in Array(connections.values) {
            let identity = connection.server.identity
            guard let timeline = identity.timeline, timeline < newest, identity.isWritable != false else { continue }
            observe(
                .serverRefused(
                    message: ServerWatch.Judgement.behind(timeline: timeline, known: newest)
                        .complaint(about: connection.server.place) ?? ""))
            lose(connection)
        }
    }
}
