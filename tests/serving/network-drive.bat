robocopy public \\server\share\handbook /E /XF *.html releases*.js
robocopy public \\server\share\handbook /MIR
