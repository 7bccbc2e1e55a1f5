package dev.bluegreen.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A real disk that fills up, can no longer be written, or does not answer for a while. */
final class Disk implements AuditFile.Opener {

    private final AtomicLong space = new AtomicLong(Long.MAX_VALUE);
    private volatile @Nullable String refusal;
    private volatile @Nullable String unsafe;
    private volatile CountDownLatch hangs = new CountDownLatch(0);

    /** From now on it takes so many bytes, the first ones of a write too. */
    void space(long bytes) {
        space.set(bytes);
    }

    /** From now on each write fails, with this message; null for none. */
    void refuse(@Nullable String message) {
        refusal = message;
    }

    /** From now on it cannot say that anything is safe; null for none. */
    void unsafe(@Nullable String message) {
        unsafe = message;
    }

    /** From now on nobody hears that anything is safe, until the latch is down. */
    CountDownLatch hang() {
        hangs = new CountDownLatch(1);
        return hangs;
    }

    @Override
    public FileChannel open(Path path) throws IOException {
        return new Channel(AuditFile.ON_DISK.open(path));
    }

    private final class Channel extends FileChannel {

        private final FileChannel real;

        Channel(FileChannel real) {
            this.real = real;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            String message = refusal;
            if (message != null) {
                throw new IOException(message);
            }
            if (space.get() <= 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer fits = bytes.slice();
            fits.limit((int) Math.min(space.get(), fits.limit()));
            int written = real.write(fits);
            space.addAndGet(-written);
            bytes.position(bytes.position() + written);
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            try {
                hangs.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            String message = unsafe;
            if (message != null) {
                throw new IOException(message);
            }
            real.force(metaData);
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return real.read(bytes, position);
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            real.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return real.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public int read(ByteBuffer bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer bytes, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException("nothing is ever taken from an audit");
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
