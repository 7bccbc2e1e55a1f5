package dev.bluegreen.file.spi;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * One document of YAML 1.2, of which {@link Keys} make something. Without anchors, aliases and tags, which would make it mean
 * more than a reader sees. Immutable and thread-safe.
 */
public final class Document {

    /** The longest text that is read, in characters. */
    public static final int LONGEST = 256 * 1024;

    private static final int DEEPEST = 20;

    private final String name;
    private final Node root;

    private Document(String name, Node root) {
        this.name = name;
        this.root = root;
    }

    /**
     * Reads a file, whose path is its name in messages.
     *
     * @throws ConfigurationException if it cannot be read, is not UTF-8 or empty, or as {@link #parse}
     */
    public static Document read(Path file) {
        return parse(Input.given("document", file, "give a file").toString(), Texts.of(file));
    }

    /**
     * Parses a text.
     *
     * @param name the file for messages, such as {@code release.yaml}
     * @throws ConfigurationException if it is not one document of YAML, or too long; names line and column, and never shows the
     *     text, which may hold a secret
     */
    public static Document parse(String name, String text) {
        Input.given("document.name", name, "give the name of the file");
        Input.given("document.text", text, "give YAML");
        return shown(Wording.line(name), text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    private static Document shown(String name, String text) {
        if (text.length() > LONGEST) {
            throw new ConfigurationException(
                    name + ": more than " + LONGEST / 1024 + " KiB; give a release file, which is shorter");
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(LONGEST)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            requirePlain(name, parser(settings, text));
            return new Document(
                    name,
                    new Composer(settings, parser(settings, text))
                            .getSingleNode()
                            .orElseThrow(() -> new ConfigurationException(
                                    name + ": the file is empty; begin with 'name:', the name of the app")));
        } catch (MarkedYamlEngineException e) {
            throw new ConfigurationException(at(name, e.getProblemMark()) + "not YAML: " + e.getProblem()
                    + "; correct indentation, quotes and brackets there");
        } catch (YamlEngineException e) {
            throw new ConfigurationException(
                    name + ": not YAML that can be read; save it as UTF-8 without control characters");
        }
    }

    /** By packages that its module exports, which are not those of its "low level" entry points. */
    private static Parser parser(LoadSettings settings, String text) {
        return new ParserImpl(settings, new StreamReader(settings, new StringReader(text)));
    }

    /** Looks at the events, before nodes are made of them: a document that is nested deeply ends no thread. */
    private static void requirePlain(String name, Parser events) {
        int depth = 0;
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                throw new ConfigurationException(at(name, event.getStartMark())
                        + "a second document begins here; give each release a file of its own");
            }
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > DEEPEST) {
                throw new ConfigurationException(at(name, event.getStartMark()) + "nested more than " + DEEPEST
                        + " levels deep; a release file needs fewer");
            }
            unread(event).ifPresent(what -> {
                throw new ConfigurationException(
                        at(name, event.getStartMark()) + what + " are not read; write the value out");
            });
        }
    }

    private static Optional<String> unread(Event event) {
        if (event instanceof AliasEvent) {
            return Optional.of("aliases (*name)");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            return Optional.of("anchors (&name)");
        }
        boolean tagged = (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                || (event instanceof CollectionStartEvent start
                        && start.getTag().isPresent());
        return tagged ? Optional.of("tags (!name)") : Optional.empty();
    }

    static String at(String name, Optional<Mark> mark) {
        return mark.map(it -> name + ":" + (it.getLine() + 1) + ":" + (it.getColumn() + 1))
                        .orElse(name) + ": ";
    }

    /**
     * Makes something of it.
     *
     * @return empty if it can only be made on a platform, and there is none
     * @throws ConfigurationException listing all problems, each with file, line, column, key, value and remedy
     */
    public <T> Optional<T> read(Keys<T> keys, Surroundings surroundings) {
        Reading reading = new Reading(name, surroundings);
        Optional<T> made = keys.read(root, "", reading);
        reading.requireNoProblem();
        return made;
    }

    /** The name of the file. */
    @Override
    public String toString() {
        return name;
    }
}
