"""One line of text – or as many as the address asks for, to see what so many plain elements cost."""

import streamlit as st

for number in range(int(st.query_params.get("lines", "1"))):
    st.text(f"Zeile {number}")
