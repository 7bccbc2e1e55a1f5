package dev.bluegreen.testkit.killmatrix;

/**
 * What stands in front of the pods in an {@link AwsScene} of a load balancer.
 *
 * @param listener whose default action sends everything to BLUE
 * @param rule a rule of the listener that sends everything to BLUE
 * @param blue target group of BLUE
 * @param green target group of GREEN, at weight 0
 */
public record AlbArns(String listener, String rule, String blue, String green) {}
