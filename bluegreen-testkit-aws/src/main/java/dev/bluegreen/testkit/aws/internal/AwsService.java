package dev.bluegreen.testkit.aws.internal;

import java.util.Set;

/** Behaviour of one fake; calls reach it one by one. */
public interface AwsService {

    /** The service's name in signatures, such as {@code elasticloadbalancing}. */
    String signingName();

    /** Namespace of its documents. */
    String namespace();

    /** The regions it can be signed for. */
    Set<String> regions();

    /** The actions it knows. */
    Set<String> actions();

    /**
     * The action that a request asks for; any text when it asks for none.
     *
     * @param path path and query, as sent
     */
    String action(String method, String path, String body);

    /**
     * Carries a call out.
     *
     * @throws AwsError if it refuses
     */
    AwsReply answer(AwsCall call);
}
