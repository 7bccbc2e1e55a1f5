package dev.bluegreen.testkit.fault;

/** The requests a fault happens to; an empty part matches all. */
record FaultTarget(String verb, String resource, String name, String client, int from, int to) {

    boolean covers(String verb, String resource, String name, String client) {
        return fits(this.verb, verb)
                && fits(this.resource, resource)
                && fits(this.name, name)
                && fits(this.client, client);
    }

    /** @param count of the matching requests, from 1 */
    boolean isDue(int count) {
        return count >= from && count <= to;
    }

    private String calls() {
        if (to == Integer.MAX_VALUE) {
            return "";
        }
        return from == to ? ", call " + from : ", calls " + from + " to " + to;
    }

    private static boolean fits(String wanted, String found) {
        return wanted.isEmpty() || wanted.equals(found);
    }

    @Override
    public String toString() {
        return "%s %s %s by %s%s"
                .formatted(
                        verb.isEmpty() ? "any verb" : verb,
                        resource.isEmpty() ? "any resource" : resource,
                        name,
                        client.isEmpty() ? "any client" : client,
                        calls());
    }
}
