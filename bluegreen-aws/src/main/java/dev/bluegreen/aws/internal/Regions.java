package dev.bluegreen.aws.internal;

import dev.bluegreen.model.ConfigurationException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

/** The region of a client, which is that of all it reads and writes. */
public final class Regions {

    private Regions() {}

    /**
     * Requires that a client is for the region of an ARN.
     *
     * @param client region of the client; null if unknown
     * @throws ConfigurationException if it is for another one
     */
    public static void require(String field, String arn, String region, @Nullable Region client) {
        if (client != null && !client.id().equals(region)) {
            throw new ConfigurationException(field + ": " + arn + " is in region " + region + ", the client is for "
                    + client.id() + "; build the client with Region.of(\"" + region + "\")");
        }
    }
}
