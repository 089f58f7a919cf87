// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Names a point on the earth in degrees (WGS 84).
package struct Coordinates: Hashable, Sendable {
    /// −90 (south) to 90.
    package let latitude: Double
    /// −180 (west) to 180.
    package let longitude: Double

    /// Takes degrees; nil outside the bounds above or when one is not a number.
    package init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Measures the way over the earth's surface in metres, by the haversine formula on a sphere of 6,371 km: wrong by
    /// at most 0.5 %, which is enough to tell which store is near.
    package func metres(to other: Coordinates) -> Double {
        func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
        let (a, b) = (radians(latitude), radians(other.latitude))
        let sineLatitude = sin((b - a) / 2)
        let sineLongitude = sin(radians(other.longitude - longitude) / 2)
        let h = sineLatitude * sineLatitude + cos(a) * cos(b) * sineLongitude * sineLongitude
        return 2 * 6_371_000 * asin(min(1, h.squareRoot()))
    }
}
