// SPDX-License-Identifier: Apache-2.0

/// Names every limit of the service in one place: queues, bodies, pages, waits and retries.
package enum Limits {
    /// Lines of one reservation.
    package static let linesPerReservation = 50
    /// Units of one line.
    package static let unitsPerLine = 9_999
    /// Bytes of a request's body, but for imports.
    package static let bodyBytes = 256 * 1024
    /// Bytes of an import over the API; larger files go through `torioki import`.
    package static let importBytes = 32 * 1024 * 1024
    /// Depth of nested arrays and objects in JSON.
    package static let jsonDepth = 32
    /// Series of metrics in one shard; labels come out of small sets, so only a mistake reaches this.
    package static let metricSeries = 4_000
    /// Rows of one page.
    package static let pageRows = 200
    package static let defaultPageRows = 50
    /// SKUs or locations named in one availability question.
    package static let availabilityKeys = 200
    /// Movements of one request.
    package static let movementsPerRequest = 500
    /// Units of one movement.
    package static let unitsPerMovement = 999_999
    /// Characters of a note or an advice.
    package static let noteCharacters = 2_000
    /// Characters of a message, and messages of a customer about one reservation within an hour.
    package static let messageCharacters = 1_000
    package static let messagesPerHour = 30
    /// How often one thing is done by a customer's links to one reservation within an hour.
    package static let linkActsPerHour = 20
    /// Messages of a conversation that are shown: the newest.
    package static let messagesShown = 200
    /// Seconds after a message of staff in which a further one brings no second letter, unless the customer has answered.
    package static let followUpSeconds = 1_800
    /// Days for which a customer's link serves after the hold's first end.
    package static let linkDays = 31
    /// Moves from store to store along which a link leads to where the reservation is now, and its conversation back.
    package static let movesFollowed = 64
    /// Characters of a name.
    package static let nameCharacters = 200
    /// Sets of new reservations under way at once (looked up, written), reservations of one set, and those that may wait
    /// for the next.
    package static let intakeLookingLanes = 1
    package static let intakeWritingLanes = 2
    package static let intakeSet = 128
    package static let intakeWaiting = 4_096
    /// The same for questions that are read together: availability, a customer's look at a reservation.
    package static let readLanes = 2
    package static let readSet = 64
    package static let readWaiting = 4_096
    /// Reservations whose story is kept for the next look, and seconds for which the pictures in it are good.
    package static let storiesKept = 8_192
    package static let picturesFreshSeconds = 60
    /// Stock levels of a question that still goes together with others.
    package static let levelsTogether = 200
    /// Seconds from a request's head to its answer, whatever it waits for on the way; files take as long as they take.
    package static let requestSeconds = 8
    /// Seconds that a request may wait for a set to take it along.
    package static let patienceSeconds = 5
    /// Seconds that the first of a queue may have waited when another comes, which is refused then; for new reservations
    /// fewer, so that they are refused before whoever asks how one stands or hands one over.
    package static let queueSeconds = 3
    package static let intakeQueueSeconds = 1
    /// Milliseconds for which a refusal at a shut door is held back.
    package static let refusalMilliseconds: Int64 = 2_000
    /// Connections in all, when descriptors allow; parts of them that one source may have; those kept for health beyond
    /// them, of which one source has at most so many; and the seconds in which such a one must have asked.
    package static let connections = 8_192
    package static let sourceShare = 4
    package static let reservedConnections = 32
    package static let reservedOfSource = 4
    package static let reservedSeconds = 2
    /// Descriptors that are kept for everything but connections of clients: the database's, files, letters.
    package static let keptDescriptors = 256
    /// Files that are read from requests and imported at once; each is in memory as a whole.
    package static let uploadsAtOnce = 4
    /// Bytes of a request's body where nobody has signed in.
    package static let openBodyBytes = 32 * 1024
    /// Rows that the expiry sweep gives back in one transaction.
    package static let sweepRows = 100
    /// Locations whose changed calendars are claimed at once, holds of one that are reckoned anew in one transaction, and
    /// seconds for which a claim is good without a word.
    package static let calendarsPerRound = 20
    package static let reckonedRows = 200
    package static let calendarLeaseSeconds: Int64 = 30
    /// Seconds after an edit in which a process may still count by the calendar before it: `Places.freshness`, and as much
    /// again for a request under way.
    package static let calendarSettlesSeconds: Int64 = 15
    /// Notices that are leased in one round, and those that are sent before how far they came is written.
    package static let noticesPerRound = 200
    package static let noticeSet = 20
    /// Letters that an address which nobody has proved is sent within an hour.
    package static let lettersToUnproved = 5
    /// Devices that are told of one reservation, and days for which one is kept without the customer's renewing it.
    package static let devicesPerReservation = 5
    package static let deviceDays = 180
    /// Bytes of the address at which a push service takes messages for a device.
    package static let endpointBytes = 1_000
    /// Bytes of a push message before it is encrypted (RFC 8291, section 4).
    package static let pushBytes = 3_993
    /// Seconds for which a push service may take over a message, and bytes of its answer that are read.
    package static let pushSeconds = 5
    package static let pushAnswerBytes = 4 * 1024
    /// Seconds for which a push service may ask us to wait before the next try.
    package static let retryAfterSeconds = 86_400
    /// Seconds for which an agent's offer of a task is good.
    package static let offerSeconds = 600
    /// Seconds by which the clock of a client may be wrong that tells a moment.
    package static let clockSkewSeconds: Int64 = 60
    /// Seconds that one attempt to reach a customer may have taken.
    package static let attemptSeconds: Int64 = 4 * 3_600
    /// Days ahead for which a customer may ask to be called back; no hold is longer.
    package static let callbackDays: Int64 = 90
    /// Those whose counts one limiter keeps: sources, links.
    package static let limitedRemembered = 20_000
    /// Units of one SKU that a store holds for customers of whom nothing is proved, unless its policy says otherwise.
    package static let unprovedUnits = 40
    /// Days for which an Idempotency-Key is remembered.
    package static let keyDays = 7
    /// Characters of an Idempotency-Key.
    package static let keyCharacters = 255
    /// Days that the pickup calendar looks ahead for an open day.
    package static let calendarDays = 366
    /// Bytes of one row of an import.
    package static let importRowBytes = 1 << 20
    /// Columns of one row of an import.
    package static let importColumns = 1_000
    /// Rows that an import writes in one set.
    package static let importSetRows = 2_000
    /// Parts of such a set that are written at once, each on a connection of its own.
    package static let importLanes = 2
    /// Rows of a file of locations, hours, closures or holidays, which are taken whole.
    package static let importSmallRows = 100_000
    /// Days that a figure of stock may be old.
    package static let figureDays: Int64 = 31
    /// Faults of an import that are told one by one; the rest are counted.
    package static let importFaults = 1_000
    /// Files of head office that wait in one service while another is imported, each kept in memory.
    package static let importsWaiting = 4
    /// Seconds without a word from the service that runs an import, after which it counts as stopped.
    package static let importSilenceSeconds = 15
    /// Seconds between the tries to start a private PostgreSQL that has ended; after the last the service ends too.
    package static let privateServerRests = [1, 2, 4, 8, 15, 30, 30, 30]
    /// Changes that the page of a thing shows; the rest stands in the list of all of them.
    package static let historyRows = 20
}
