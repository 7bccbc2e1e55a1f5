package dev.bluegreen.testkit.aws.internal.elb;

/** A listener, the address of requests. Its routes decide where they go. */
record Listener(String arn, String balancer, int port, String protocol) {}
