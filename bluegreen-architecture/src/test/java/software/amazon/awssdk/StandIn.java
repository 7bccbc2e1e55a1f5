package software.amazon.awssdk;

/** Stands for the AWS SDK, which this module does not need otherwise. */
public record StandIn(String name) {}
