package dev.bluegreen.integration;

import static dev.bluegreen.integration.BadInputs.HUGE;

import java.util.Arrays;
import java.util.List;

/** Names of hosts and ARNs of topics that are none. */
final class BadNames {

    static final List<String> TOPICS = Arrays.asList(
            null,
            "",
            " ",
            "releases",
            "arn:aws:sns",
            "arn:aws:sqs:eu-central-1:123456789012:releases",
            "arn:aws:sns:eu-central-1:1234:releases",
            "arn:aws:sns:us-east-1:123456789012:releases",
            "arn:aws:sns:eu-central-1:123456789012:",
            "arn:aws:sns:eu-central-1:123456789012:a b",
            "arn:aws:sns:eu-central-1:123456789012:releases\n",
            "arn:aws:sns:eu-central-1:123456789012:\u202ereleases",
            "arn:aws:sns:eu-central-1:123456789012:" + "x".repeat(257),
            HUGE);
    static final List<String> HOSTS = Arrays.asList(
            null,
            "",
            " ",
            ".",
            "-a.example.com",
            "a..example.com",
            "a b.example.com",
            "api.example.com/x",
            "http://api.example.com",
            "api.example.com:80",
            "\u00e4.example.com",
            "api.example.com\n",
            "api\u202e.example.com",
            "api\u001b[31m.example.com",
            "a\u0000.example.com",
            "\\999.example.com",
            "x".repeat(64) + ".example.com",
            "x.".repeat(120) + "example.com",
            HUGE);

    private BadNames() {}
}
