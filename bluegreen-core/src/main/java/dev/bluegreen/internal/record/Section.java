package dev.bluegreen.internal.record;

/** One part of a record as fields of its JSON, read and written apart from the others. No two sections share a field. */
interface Section<T> {

    T read(SectionReader in);

    void write(T part, SectionWriter out);
}
