package dev.bluegreen.testkit.aws.internal.elb;

/** A listener: where requests come in. What it does with them are its routes. */
record Listener(String arn, String balancer, int port, String protocol) {}
