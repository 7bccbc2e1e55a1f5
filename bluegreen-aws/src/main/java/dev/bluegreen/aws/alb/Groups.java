package dev.bluegreen.aws.alb;

import dev.bluegreen.model.Track;

/** The target group of each track. */
record Groups(ElbArn blue, ElbArn green) {

    ElbArn of(Track track) {
        return track == Track.BLUE ? blue : green;
    }
}
