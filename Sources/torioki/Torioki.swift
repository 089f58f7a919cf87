// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The command: every subcommand has a file of its own.
@main struct Torioki: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "torioki",
        abstract: "Click-and-reserve for stores: one stock, one reservation, one conversation.",
        discussion: """
            Settings come from the environment. Secrets may stand in a file that
            TORIOKI_…_FILE names. Without TORIOKI_DATABASE_URL a private PostgreSQL
            is kept in TORIOKI_DATA.

              TORIOKI_DATABASE_URL  libpq URL, of several hosts if you like
              TORIOKI_DATA          data folder (.torioki)
              TORIOKI_HOST          address to listen on (127.0.0.1)
              TORIOKI_PORT          port to listen on, 0 for a free one (8080)
              TORIOKI_PUBLIC_URL    where customers reach it (http://HOST:PORT)
              TORIOKI_LINK_KEY      one or two keys, 32 bytes or more, base64 or
                                    hex; the first signs customers' links
              TORIOKI_DRAIN_SECONDS how long requests are taken after a signal (0)
              TORIOKI_EMBED_ORIGINS web shops that may embed <torioki-reserve>
              TORIOKI_PUSH_HOSTS    push services that may be called, or none
                                    (those of Google, Mozilla, Microsoft, Apple)
              TORIOKI_SMS_COUNTRIES countries whose numbers get SMS before they are
                                    proved, by their codes, or none (81)
              TORIOKI_TRUSTED_PROXIES
                                    addresses of the proxies before it, such as
                                    10.1.2.3,fd00::/8; they say who asks (none)
              TORIOKI_PROXY_HEADER  what they say it by: X-Forwarded-For or
                                    Forwarded (X-Forwarded-For)
              TORIOKI_LOG_LEVEL     trace, debug, info, notice, warning, error
              TORIOKI_LOG_FORMAT    text or json

            Messages go to stderr, results to stdout.
            Exit codes: 0 done, 1 not done, 64 wrong use.
            """,
        version: version,
        subcommands: [
            Serve.self, Migrate.self, Import.self, DemoCommand.self, VerifyCommand.self, Doctor.self, Key.self,
            Staff.self,
        ]
    )
}
