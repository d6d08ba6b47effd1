//! (chapter opening to be written)
