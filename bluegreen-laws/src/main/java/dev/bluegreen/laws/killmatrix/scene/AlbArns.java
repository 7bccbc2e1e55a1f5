package dev.bluegreen.laws.killmatrix.scene;

/**
 * ARNs of the load balancer in front of the pods of an {@link AwsScene}.
 *
 * @param listener whose default action sends everything to BLUE, if it is moved, and else to something else
 * @param rule a rule of the listener, of which the same holds
 * @param blue target group of BLUE
 * @param green target group of GREEN, at weight 0
 */
public record AlbArns(String listener, String rule, String blue, String green) {}
