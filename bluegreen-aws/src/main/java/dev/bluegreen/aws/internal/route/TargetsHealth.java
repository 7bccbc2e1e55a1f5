package dev.bluegreen.aws.internal.route;

import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.aws.internal.elb.Groups;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Platform;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the health of a track's targets and, for node targets, the most that can be healthy. */
public record TargetsHealth(Elb elb, Groups groups, Optional<Platform> platform) {

    public GroupHealth of(ReleaseSpec release, Track track) {
        GroupHealth health = elb.health(groups.of(track));
        return health.areNodes() ? health.answeredBy(answeringNodes(release, track)) : health;
    }

    private OptionalInt answeringNodes(ReleaseSpec release, Track track) {
        return platform.map(known -> known.addresses(release, track).answeringNodes())
                .orElse(OptionalInt.empty());
    }
}
