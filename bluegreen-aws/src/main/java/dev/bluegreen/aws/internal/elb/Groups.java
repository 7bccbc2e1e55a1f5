package dev.bluegreen.aws.internal.elb;

import dev.bluegreen.model.Track;

/** The target group of each track. */
public record Groups(ElbArn blue, ElbArn green) {

    public ElbArn of(Track track) {
        return track == Track.BLUE ? blue : green;
    }
}
