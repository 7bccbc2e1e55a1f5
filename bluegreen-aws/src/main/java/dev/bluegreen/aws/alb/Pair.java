package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.aws.internal.elb.Groups;
import dev.bluegreen.aws.internal.elb.TestRoutes;
import dev.bluegreen.aws.internal.route.Feeds;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.TrackAddresses;

/** The target groups of both tracks, their service, and the settings for moving routes between them. */
record Pair(Aws aws, Elb elb, Groups groups, Options options, TestRoutes tests) {

    Pair with(Options other) {
        return new Pair(aws, elb, groups, other, tests);
    }

    Feeds feeds() {
        return new Feeds(elb, groups, tests);
    }

    /** The health of a track's targets and, for node targets, the most that can be healthy. */
    GroupHealth health(ReleaseSpec release, Track track) {
        GroupHealth health = elb.health(groups.of(track));
        return health.areNodes() ? health.answeredBy(addresses(release, track).answeringNodes()) : health;
    }

    TrackAddresses addresses(ReleaseSpec release, Track track) {
        return aws.platform().map(known -> known.addresses(release, track)).orElse(TrackAddresses.UNKNOWN);
    }
}
