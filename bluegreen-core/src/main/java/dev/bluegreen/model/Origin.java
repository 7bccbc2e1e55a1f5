package dev.bluegreen.model;

/**
 * A workload without a track label that stands for a track while its app is adopted, and until that track is staged. Which
 * pods are whose is told by their owners, since the selector of the origin matches those of both tracks.
 *
 * @param track the track that it stands for, which has no workload of its own
 * @param workload its name
 */
public record Origin(Track track, String workload) {

    /** @throws ConfigurationException if a value is null, or the name is not one */
    public Origin {
        Input.given("origin.track", track, "give BLUE or GREEN");
        Names.requireObjectName("adopt", workload);
    }
}
