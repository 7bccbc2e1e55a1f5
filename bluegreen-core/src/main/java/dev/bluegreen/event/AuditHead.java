package dev.bluegreen.event;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import java.util.regex.Pattern;

/**
 * The last line of an audit file that is known to be on disk: the record of a release has it at every end, so that {@link
 * AuditLog#verify} notices lines that were changed or taken away since.
 *
 * @param file name of the file, without its directory
 * @param line number of the line, from 1
 * @param hash hash of the line, 64 hexadecimal digits
 */
public record AuditHead(String file, long line, String hash) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST = 253;

    /** @throws ConfigurationException if a value does not conform */
    public AuditHead {
        file = Input.requireText("audit.file", file, LONGEST);
        if (line < 1) {
            throw new ConfigurationException("audit.line: " + line + "; give the number of a line, 1 or more");
        }
        if (!HASH.matcher(Input.given("audit.hash", hash, "give the hash of the line"))
                .matches()) {
            throw new ConfigurationException("audit.hash: not 64 hexadecimal digits; give the hash of the line");
        }
    }
}
